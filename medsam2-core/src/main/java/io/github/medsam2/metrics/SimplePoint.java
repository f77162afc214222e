// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

/**
 * Decides whether a voxel can be taken away without changing the topology of a region, objects
 * connected through corners (26 neighbours) and background through faces (6).
 *
 * <p>A voxel is simple when its object neighbours are one 26-connected piece and the background
 * voxels that share a face or edge with it are one 6-connected piece around its faces (Bertrand and
 * Malandain, "A new characterization of three-dimensional simple points", 1994). On one slice this
 * is the rule of 8-connected objects.
 *
 * <p>A neighbourhood is a word of 27 bits: voxel (dx, dy, dz), each -1, 0 or 1, has bit {@code (dz
 * + 1) * 9 + (dy + 1) * 3 + dx + 1}.
 */
final class SimplePoint {
  private static final int ALL = (1 << 27) - 1;
  private static final int CENTER = 1 << 13;

  private final int[] touching = new int[27];
  private final int[] sharingFace = new int[27];
  private final int faces;
  private final int facesAndEdges;

  SimplePoint() {
    int atFace = 0;
    int atEdge = 0;
    for (int i = 0; i < 27; i++) {
      for (int j = 0; j < 27; j++) {
        int apart = apart(i, j);
        if (apart > 0 && chessboard(i, j) == 1) {
          touching[i] |= 1 << j;
        }
        if (apart == 1) {
          sharingFace[i] |= 1 << j;
        }
      }
      atFace |= apart(i, 13) == 1 ? 1 << i : 0;
      atEdge |= apart(i, 13) == 2 && chessboard(i, 13) == 1 ? 1 << i : 0;
    }
    faces = atFace;
    facesAndEdges = atFace | atEdge;
  }

  private static int apart(int i, int j) {
    return Math.abs(i % 3 - j % 3) + Math.abs(i / 3 % 3 - j / 3 % 3) + Math.abs(i / 9 - j / 9);
  }

  private static int chessboard(int i, int j) {
    return Math.max(
        Math.abs(i % 3 - j % 3),
        Math.max(Math.abs(i / 3 % 3 - j / 3 % 3), Math.abs(i / 9 - j / 9)));
  }

  /** Whether the centre of a neighbourhood can go. */
  boolean isSimple(int neighbourhood) {
    int object = neighbourhood & ~CENTER;
    int background = ~neighbourhood & ALL & facesAndEdges;
    int openFaces = background & faces;
    return object != 0
        && openFaces != 0
        && flood(object, touching) == object
        && (openFaces & ~flood(background, openFaces, sharingFace)) == 0;
  }

  /** How many neighbours of the centre are inside. */
  static int neighbours(int neighbourhood) {
    return Integer.bitCount(neighbourhood & ~CENTER);
  }

  private static int flood(int allowed, int[] adjacent) {
    return flood(allowed, allowed, adjacent);
  }

  /** The voxels connected, within those allowed, to the first of the possible starts. */
  private static int flood(int allowed, int starts, int[] adjacent) {
    int reached = Integer.lowestOneBit(starts);
    int front = reached;
    while (front != 0) {
      int next = adjacent[Integer.numberOfTrailingZeros(front)] & allowed & ~reached;
      reached |= next;
      front = (front & (front - 1)) | next;
    }
    return reached;
  }
}
