// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk.pe;

import io.github.medsam2.net.layer.KeyTable;

/** The keys of trunk and necks. */
final class PeKeys {

  private PeKeys() {}

  static void trunk(KeyTable table, Pe pe) {
    long rows = pe.positions().first() + (long) pe.positions().side() * pe.positions().side();
    table.tensor(Pe.TRUNK + ".pos_embed", 1, rows, pe.width());
    table.tensor(Pe.TRUNK + ".patch_embed.proj.weight", pe.width(), 3, pe.patch(), pe.patch());
    table.norm(Pe.TRUNK + ".ln_pre", pe.width());
    for (int i = 0; i < pe.depth(); i++) {
      block(table, Pe.TRUNK + ".blocks." + i, pe);
    }
  }

  private static void block(KeyTable table, String key, Pe pe) {
    table.norm(key + ".norm1", pe.width());
    table.linear(key + ".attn.qkv", 3L * pe.width(), pe.width());
    table.linear(key + ".attn.proj", pe.width(), pe.width());
    table.norm(key + ".norm2", pe.width());
    table.linear(key + ".mlp.fc1", pe.hidden(), pe.width());
    table.linear(key + ".mlp.fc2", pe.width(), pe.hidden());
  }

  /** Three levels of a neck; what the file has for a fourth is never read. */
  static void neck(KeyTable table, Neck neck, long width, long features) {
    String key = neck.key();
    doubling(table, key + ".0.dconv_2x2_0", width, width / 2);
    doubling(table, key + ".0.dconv_2x2_1", width / 2, width / 4);
    doubling(table, key + ".1.dconv_2x2", width, width / 2);
    for (int level = 0; level < PeNeck.LEVELS; level++) {
      long in = width >> (PeNeck.LEVELS - 1 - level);
      table.conv(key + "." + level + ".conv_1x1", features, in, 1);
      table.conv(key + "." + level + ".conv_3x3", features, features, 3);
    }
  }

  private static void doubling(KeyTable table, String key, long in, long out) {
    table.tensor(key + ".weight", in, out, 2, 2);
    table.tensor(key + ".bias", out);
  }
}
