/** The width of the slider's background as the service makes it, in image pixels. */
const imageWidth = 300;

/** How far the piece can go: the background's width without the piece's, in image pixels. */
export const maxPointX = 258;

/** The width of the piece until its picture tells, in image pixels. */
export const usualPieceWidth = 42;

/** A whole image pixel that the piece can stand at. */
export const clampPoint = (x: number): number => Math.min(maxPointX, Math.max(0, Math.round(x))) || 0;

/** A distance on the screen (CSS px) as a distance in the image, whatever width the image is drawn at. */
export const toImagePixels = (distance: number, drawnWidth: number): number =>
  (distance * imageWidth) / (drawnWidth || imageWidth);

/** A distance in the image as a part of the drawn width, for CSS. */
export const toPercent = (imagePixels: number): string => `${(imagePixels * 100) / imageWidth}%`;

/** The keys of a slider, in image pixels. */
const strideOfKey = (key: string): number =>
  ({
    ArrowRight: 1,
    ArrowUp: 1,
    ArrowLeft: -1,
    ArrowDown: -1,
    PageUp: 10,
    PageDown: -10,
    Home: -imageWidth,
    End: imageWidth,
  })[key] ?? 0;

/** How far a key moves the piece, in image pixels. The picture is not mirrored, so right is right in every language. */
export const strideOf = (key: string, isCoarse: boolean): number =>
  strideOfKey(key) * (isCoarse && key.startsWith('Arrow') ? 10 : 1);
