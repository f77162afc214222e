// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import java.util.Optional;

/**
 * Bytes that can be read at any position. Implementations are thread-safe; reading after closing is
 * a {@code DicomException}.
 */
public interface ByteSource extends AutoCloseable {

  /** The bytes of an array, which is not copied: nobody writes to it afterwards. */
  static ByteSource of(byte[] bytes) {
    return new ArraySource(bytes);
  }

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

  /**
   * Where bytes stand in a file, so that another reader can find them there; nothing where they are
   * in memory.
   *
   * @param position first byte
   * @param length number of bytes
   */
  default Optional<FileRange> inFile(long position, long length) {
    return Optional.empty();
  }

  /** Releases a file; memory has nothing to release. */
  @Override
  default void close() {}
}
