/** The width of the slider's background as the service makes it, in image pixels. */
export const imageWidth = 300;

/** How far the piece can go: the background's width without the piece's, in image pixels. */
export const maxPointX = 258;

/** A whole image pixel that the piece can stand at. */
export const clampPoint = (x: number): number => Math.min(maxPointX, Math.max(0, Math.round(x))) || 0;

/** A distance on the screen (CSS px) as a distance in the image, whatever width the image is drawn at. */
export const toImagePixels = (distance: number, drawnWidth: number): number =>
  drawnWidth > 0 ? (distance * imageWidth) / drawnWidth : distance;

/** A distance in the image as a part of the drawn width, for CSS. */
export const toPercent = (imagePixels: number): string => `${(imagePixels / imageWidth) * 100}%`;

/** Where a key moves the piece to. The picture is not mirrored, so right is right in every language. */
export function pointAfterKey(x: number, key: string, isCoarse: boolean): number | null {
  const step = isCoarse ? 10 : 1;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return clampPoint(x + step);
    case 'ArrowLeft':
    case 'ArrowDown':
      return clampPoint(x - step);
    case 'PageUp':
      return clampPoint(x + 10);
    case 'PageDown':
      return clampPoint(x - 10);
    case 'Home':
      return 0;
    case 'End':
      return maxPointX;
    default:
      return null;
  }
}
