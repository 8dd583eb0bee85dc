import { textOf } from './json.js';
import type { SimulatedMeeting } from './webex-meetings.types.js';

const lastSegment = (path: string): string => path.split('/').pop() ?? '';

function matchesLink(meeting: SimulatedMeeting, link: string): boolean {
  let url: URL;
  try {
    url = new URL(/^https?:\/\//i.test(link) ? link : `https://${link}`);
  } catch {
    return false;
  }
  const path = url.pathname.replace(/\/+$/, '').toLowerCase();
  const links = meeting.links?.map((one) => one.toLowerCase()) ?? [];
  const meetingId = url.searchParams.get('MTID') ?? url.searchParams.get('mtid');
  return (
    links.includes(path) ||
    (meetingId !== null && links.some((one) => one === `${path}?mtid=${meetingId.toLowerCase()}`)) ||
    lastSegment(path) === meeting.number
  );
}

function matchesAddress(meeting: SimulatedMeeting, address: string): boolean {
  const plain = address
    .trim()
    .toLowerCase()
    .replace(/^sips?:/, '')
    .replace(/[;?].*$/, '');
  return plain === meeting.sipUri?.toLowerCase() || plain.split('@')[0] === meeting.number;
}

/** The meeting that the body of a request points at: docs/protocols/webex-meeting-info.md, "Destinations". */
export function findMeeting(meetings: readonly SimulatedMeeting[], body: unknown): SimulatedMeeting | null {
  const [link, address, key] = [textOf(body, 'meetingUrl'), textOf(body, 'sipUrl'), textOf(body, 'meetingKey')];
  const [uuid, conversation] = [textOf(body, 'meetingUUID'), textOf(body, 'conversationUrl')];
  const [userId, orgId] = [textOf(body, 'userId'), textOf(body, 'orgId')];
  const found = meetings.find(
    (meeting) =>
      (key !== null && key.replace(/[\s-]/g, '') === meeting.number) ||
      (link !== null && matchesLink(meeting, link)) ||
      (address !== null && matchesAddress(meeting, address)) ||
      (uuid !== null && uuid === meeting.uuid) ||
      (conversation !== null && findConversation([meeting], conversation) !== null) ||
      (userId !== null && userId === meeting.personalRoom?.userId && orgId === meeting.personalRoom.orgId),
  );
  return found ?? null;
}

/** By the last segment of a conversation's address. */
export function findConversation(meetings: readonly SimulatedMeeting[], url: string): SimulatedMeeting | null {
  const id = lastSegment(url.split(/[?#]/)[0] ?? '');
  return meetings.find((meeting) => meeting.conversationId === id && id !== '') ?? null;
}
