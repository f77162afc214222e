// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk.pe;

import io.github.medsam2.net.layer.KeyReader;
import io.github.medsam2.net.trunk.TrunkFamily;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads SAM 3's trunk off its keys. The original's file has a table of angles for every block,
 * whose size says heads, windows, global blocks and grid; of one without them, it is the published
 * pattern: heads of 64, windows as large as the position embedding, a grid three times that, and
 * global attention in every last block of a quarter.
 */
public final class PeFamily implements TrunkFamily {
  private static final String TRUNK = Pe.TRUNK + ".";
  private static final int HEAD = 64;
  private static final int QUARTERS = 4;
  private static final int WINDOWS_ON_GRID = 3;

  @Override
  public boolean isIn(KeyReader keys) {
    return keys.has(TRUNK + "pos_embed");
  }

  @Override
  public Pe read(KeyReader keys) {
    Shape patch = keys.shape(TRUNK + "patch_embed.proj.weight", 4);
    int width = Math.toIntExact(patch.dim(0));
    int rows = keys.size(TRUNK + "pos_embed", 3, 1);
    int side = root(rows);
    boolean classRow = side * side != rows;
    if (classRow && side * side != rows - 1) {
      throw keys.refusal("positions of a square, or one more", rows + " positions");
    }
    int depth = keys.count(TRUNK + "blocks.", ".norm1.weight");
    int hidden = keys.size(TRUNK + "blocks.0.mlp.fc1.weight", 2, 0);
    Attending attending = Attending.of(keys, depth, width, side);
    return new Pe(
        width,
        depth,
        attending.heads,
        hidden,
        Math.toIntExact(patch.dim(2)),
        attending.window,
        attending.global,
        new Pe.PositionTable(side, classRow),
        attending.grid,
        keys.hasModule(Neck.PROMPTS.key()));
  }

  /** Channels of what the detector's neck gives. */
  public static int levelWidth(KeyReader keys) {
    return keys.size(Neck.CONCEPTS.key() + ".2.conv_1x1.weight", 4, 0);
  }

  private static Set<Integer> quarters(int depth) {
    Set<Integer> global = new TreeSet<>();
    int step = Math.max(1, depth / QUARTERS);
    for (int i = step - 1; i < depth; i += step) {
      global.add(i);
    }
    return global;
  }

  private static int root(long square) {
    return (int) Math.sqrt((double) square);
  }

  /** How the blocks attend. */
  private record Attending(int heads, int window, int grid, Set<Integer> global) {

    static Attending of(KeyReader keys, int depth, int width, int side) {
      List<Shape> tables = new ArrayList<>();
      for (int i = 0; i < depth; i++) {
        Shape table = keys.weights().tables().get(TRUNK + "blocks." + i + ".attn.freqs_cis");
        if (table != null && table.rank() == 2 && table.dim(1) > 0) {
          tables.add(table);
        }
      }
      long most = tables.stream().mapToLong(t -> t.dim(0)).max().orElse(0);
      long fewest = tables.stream().mapToLong(t -> t.dim(0)).min().orElse(0);
      if (tables.size() < depth || fewest == most) {
        int heads = Math.max(1, width / HEAD);
        return new Attending(heads, side, WINDOWS_ON_GRID * side, quarters(depth));
      }
      Set<Integer> global = new TreeSet<>();
      for (int i = 0; i < depth; i++) {
        if (tables.get(i).dim(0) == most) {
          global.add(i);
        }
      }
      int heads = Math.toIntExact(width / (2 * tables.get(0).dim(1)));
      return new Attending(heads, root(fewest), root(most), global);
    }
  }
}
