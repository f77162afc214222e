// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A form of several parts, as a client makes it. */
final class Form {
  private static final String BOUNDARY = "----------lImIt_of_THE_fIle_eW_$";
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Form text(String name, String value) {
    say("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n");
    say(value + "\r\n");
    return this;
  }

  Form file(String name, String fileName, byte[] bytes) {
    say("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"");
    say(fileName + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
    out.writeBytes(bytes);
    say("\r\n");
    return this;
  }

  private void say(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] bytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(out.toByteArray());
    whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return whole.toByteArray();
  }

  String[] type() {
    return new String[] {"Content-Type", "multipart/form-data; boundary=" + BOUNDARY};
  }
}
