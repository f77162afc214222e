// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.dcm4che;

import io.github.medsam2.dicom.data.ByteSource;
import io.github.medsam2.dicom.data.FileRange;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Pieces of other sources one behind the other; no reading goes over the end of a piece. */
final class JoinedSource implements ByteSource {
  private final List<Piece> pieces;
  private final long[] starts;

  /** A run of bytes of a source. */
  record Piece(ByteSource source, long position, int length) {}

  JoinedSource(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
    starts = new long[pieces.size() + 1];
    for (int i = 0; i < pieces.size(); i++) {
      starts[i + 1] = starts[i] + pieces.get(i).length();
    }
  }

  int count() {
    return pieces.size();
  }

  int length(int piece) {
    return pieces.get(piece).length();
  }

  long start(int piece) {
    return starts[piece];
  }

  @Override
  public long size() {
    return starts[pieces.size()];
  }

  @Override
  public void read(long position, byte[] target, int offset, int length) {
    if (length > 0) {
      int i = piece(position);
      Piece p = pieces.get(i);
      p.source().read(p.position() + position - starts[i], target, offset, length);
    }
  }

  @Override
  public Optional<FileRange> inFile(long position, long length) {
    if (length == 0) {
      return Optional.empty();
    }
    int i = piece(position);
    Piece p = pieces.get(i);
    return p.source().inFile(p.position() + position - starts[i], length);
  }

  /** The piece that holds a position: of several that begin there the last, as others are empty. */
  private int piece(long position) {
    int low = Arrays.binarySearch(starts, 0, pieces.size(), position);
    if (low < 0) {
      return -low - 2;
    }
    while (low + 1 < pieces.size() && starts[low + 1] == position) {
      low++;
    }
    return low;
  }
}
