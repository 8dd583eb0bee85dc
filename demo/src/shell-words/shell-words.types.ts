/** What the page itself says, around the flows: their own words come from the package. */
export interface ShellWords {
  readonly skip: string;
  readonly join: string;
  readonly reset: string;
  readonly inspector: string;
  readonly language: string;
  readonly theme: string;
  readonly system: string;
  readonly light: string;
  readonly dark: string;
  readonly joinLead: string;
  readonly resetLead: string;
  readonly forgot: string;
  readonly backToJoin: string;
  readonly otherMeeting: string;
  readonly otherAccount: string;
  readonly support: string;
  readonly enter: string;
  readonly copy: string;
  readonly copied: string;
  readonly token: string;
  readonly tokenHeld: string;
  readonly tokenNone: string;
  readonly yourApp: string;
  readonly sendBy: string;
  readonly automatic: string;
  readonly sms: string;
  readonly email: string;
  readonly steps: string;
  readonly footer: string;
}
