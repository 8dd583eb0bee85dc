/** The width of the slider's background as the service makes it, in image pixels. */
export const imageWidth = 300;

/** How far the piece can go: the background's width without the piece's, in image pixels. */
export const maxPointX = 258;

/** The width of the piece without the shadow around it, in image pixels. */
export const pieceWidth = 42;

/** A press that moves less than this many CSS px is a click of a trembling hand, not a drag. */
export const dragThreshold = 3;
