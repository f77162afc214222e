package io.github.medsam2.image;

/**
 * Frames of a cine or slices of a volume, pulled one at a time so that no caller holds them all.
 * Implementations say whether {@link #frame} may be called from several threads.
 */
public interface FrameSource {

  /** The number of frames. */
  int count();

  /** Columns of every frame. */
  int width();

  /** Rows of every frame. */
  int height();

  /**
   * Reads one frame. The same index gives the same pixels every time.
   *
   * @param index 0 to count() - 1
   */
  Image frame(int index);
}
