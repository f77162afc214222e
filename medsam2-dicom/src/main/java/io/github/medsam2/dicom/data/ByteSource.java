package io.github.medsam2.dicom.data;

/**
 * Bytes that can be read at any position. Implementations are thread-safe; reading after closing is
 * a {@code DicomException}.
 */
public interface ByteSource extends AutoCloseable {

  /** The number of bytes. */
  long size();

  /**
   * Reads exactly {@code length} bytes.
   *
   * @param position first byte, with {@code position + length <= size()}
   * @param target array to fill
   * @param offset first index in the array
   * @param length bytes to read
   */
  void read(long position, byte[] target, int offset, int length);

  /** Releases a file; memory has nothing to release. */
  @Override
  default void close() {}
}
