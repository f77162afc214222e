// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.testing.SharedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks up tensors of a golden file by name; trusts the file, which is ours. */
final class Golden {
  private final ByteBuffer file;
  private final String header;

  private Golden(ByteBuffer file) {
    this.file = file.order(ByteOrder.LITTLE_ENDIAN);
    byte[] text = new byte[(int) file.getLong(0)];
    file.get(8, text);
    header = new String(text, StandardCharsets.UTF_8);
  }

  static Golden open(String name) throws IOException {
    byte[] all = Files.readAllBytes(SharedData.require("golden/" + name + ".safetensors"));
    return new Golden(ByteBuffer.wrap(all));
  }

  byte[] bytes(String name) {
    ByteBuffer data = data(name);
    byte[] out = new byte[data.remaining()];
    data.get(out);
    return out;
  }

  float[] floats(String name) {
    ByteBuffer data = data(name);
    float[] out = new float[data.remaining() / Float.BYTES];
    data.asFloatBuffer().get(out);
    return out;
  }

  private ByteBuffer data(String name) {
    Pattern entry =
        Pattern.compile(
            Pattern.quote("\"" + name + "\"")
                + "\\s*:\\s*\\{[^}]*\"data_offsets\"\\s*:\\s*\\[\\s*(\\d+)\\s*,\\s*(\\d+)");
    Matcher m = entry.matcher(header);
    if (!m.find()) {
      throw new IllegalArgumentException(name);
    }
    int from = Integer.parseInt(m.group(1));
    int start = 8 + (int) file.getLong(0);
    return file.slice(start + from, Integer.parseInt(m.group(2)) - from)
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
