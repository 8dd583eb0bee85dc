/** A meeting that the simulator knows. What is left out is not asked for. */
export interface SimulatedMeeting {
  /** The meeting number, also the user part of addresses that find it. Digits only. */
  readonly number: string;
  readonly title?: string;
  /** What a person sees when joining it, for a panel of scenarios. */
  readonly scenario?: string;
  /** `/meet/ada` or `/acme/j.php?MTID=m1`: path, or path and query, of the links that lead here, on any host. */
  readonly links?: readonly string[];
  readonly sipUri?: string;
  readonly uuid?: string;
  readonly personalRoom?: { readonly userId: string; readonly orgId: string };
  /** A conversation whose URL leads here. Its last path segment is compared. */
  readonly conversationId?: string;
  readonly password?: string;
  /** Taken in the password field by callers that say `supportHostKey`. */
  readonly hostKey?: string;
  /** Asked for with 403025, refused with 403125. */
  readonly panelistPassword?: string;
  /** A moderator's or guest's PIN: asked for with 403041, refused with 403043. That these two go together is not a fact. */
  readonly pin?: string;
  /** A webinar: one of these is asked for, before any password. */
  readonly registrationIds?: readonly string[];
  /** The first contact is answered with 423001. */
  readonly captchaFirst?: boolean;
  /** 403101 for callers without an access token. */
  readonly signIn?: boolean;
  /** 403003 until the host opens the meeting (`webex.openMeeting`). */
  readonly waitsForHost?: boolean;
  /** Refused with this code, whatever is sent: policies, registration states, webcasts. */
  readonly refuseWith?: number;
  /** Answered with this, whatever is sent. */
  readonly answerWith?: { readonly status: number; readonly code?: number | string; readonly retryAfterS?: number };
  /**
   * Host (and port) of the site where the meeting lives: 404100 to whoever asks elsewhere. A function is given the
   * address that was asked, and returns where to go next, or `null` when this is the place.
   */
  readonly redirectTo?: string | ((asked: URL) => string | null);
  /** `omit`: a success without a token. `refuse`: a request that carries one is answered with 403032. */
  readonly permissionToken?: 'omit' | 'refuse';
  /**
   * A wrong password beside a right captcha: 403028 or its like without a new captcha (`spent`, the default), or
   * 423010 / 423012 with one (`replaced`). Not a fact: no one outside has seen which the service does.
   */
  readonly wrongAfterCaptcha?: 'spent' | 'replaced';
}

export interface WebexSimulatorOptions {
  /** In place of `demoMeetings`. */
  readonly meetings?: readonly SimulatedMeeting[];
  /** Wrong answers that are only refused; the one after them is answered with a captcha. 3, as "more than three" says. */
  readonly wrongAnswersBeforeCaptcha?: number;
  /** Unknown meetings that a caller may ask for before 423001. 5. Not a fact. */
  readonly wrongNumbersBeforeCaptcha?: number;
  /** 4 digits. Not a fact: the service's captchas have letters too; ours can all be spoken. */
  readonly captchaLength?: number;
  /** Ms that a captcha lives. 5 minutes. Not a fact. */
  readonly captchaLifeMs?: number;
  /** Default for each meeting's own `wrongAfterCaptcha`. */
  readonly wrongAfterCaptcha?: 'spent' | 'replaced';
  /** Seconds that a permission token lives. 3600. Not a fact. */
  readonly permissionTokenLifeS?: number;
}
