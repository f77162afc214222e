// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.monai;

import com.google.gson.JsonObject;
import io.github.medsam2.server.http.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A form with parameters and a mask, spelt as the clients search for it: the parameters first,
 * header names as they are here, a boundary of letters and digits only, and a length, never in
 * chunks.
 */
final class TwoParts {

  private TwoParts() {}

  static Answer of(JsonObject params, String name, byte[] mask) {
    String boundary = UUID.randomUUID().toString().replace("-", "");
    ByteArrayOutputStream out = new ByteArrayOutputStream(mask.length + 1024);
    text(out, "--" + boundary + "\r\nContent-Disposition: form-data; name=\"params\"\r\n");
    text(out, "Content-Type: application/json\r\n\r\n" + params + "\r\n--" + boundary + "\r\n");
    text(out, "Content-Disposition: form-data; name=\"image\"; filename=\"" + name + "\"\r\n");
    text(out, "Content-Type: application/octet-stream\r\n\r\n");
    out.writeBytes(mask);
    text(out, "\r\n--" + boundary + "--\r\n");
    return Answer.bytes("multipart/form-data; boundary=" + boundary, out.toByteArray());
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
