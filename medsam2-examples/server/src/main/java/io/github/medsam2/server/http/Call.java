// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A request that has found its handler: what its address says, and its body within limits. */
public final class Call {
  private final Exchange exchange;
  private final Map<String, String> names;
  private final Query query;
  private final Limits limits;

  Call(Exchange exchange, Map<String, String> names, Limits limits) {
    this.exchange = exchange;
    this.names = names;
    this.query = Query.parse(exchange.query());
    this.limits = limits;
  }

  /** The part of the path that stands for {@code {name}} in the route's pattern. */
  public String path(String name) {
    return Objects.requireNonNull(names.get(name));
  }

  /** The query. */
  public Query query() {
    return query;
  }

  /** A header. */
  public Optional<String> header(String name) {
    return exchange.header(name);
  }

  /** The address that the request came from. */
  public String remote() {
    return exchange.remote();
  }

  /** The limits of this server. */
  public Limits limits() {
    return limits;
  }

  /** A whole body of at most so many bytes. */
  public byte[] bytes(long most) throws IOException {
    long bound = Math.min(Math.min(most, limits.body()), Integer.MAX_VALUE - 8L);
    if (exchange.length() > bound) {
      throw tooLarge(bound);
    }
    byte[] bytes = exchange.body().readNBytes((int) bound);
    if (bytes.length == bound && exchange.body().read() >= 0) {
      throw tooLarge(bound);
    }
    return bytes;
  }

  private static Refusal tooLarge(long bound) {
    return Refusal.tooLarge("body", bound + " bytes", "send less");
  }

  /**
   * Writes the body to a file as it comes.
   *
   * @param file is made, and gone again where the body ends early or is too large
   * @param most bytes
   * @return its bytes
   */
  public long save(Path file, long most) throws IOException {
    long bound = Math.min(most, limits.body());
    if (exchange.length() > bound) {
      throw tooLarge(bound);
    }
    boolean whole = false;
    try (OutputStream out = Files.newOutputStream(file)) {
      long bytes = copy(exchange.body(), out, bound);
      whole = bytes > 0;
      if (!whole) {
        throw Refusal.wrong("body", "a file", "nothing");
      }
      return bytes;
    } finally {
      if (!whole) {
        PrivateFolder.delete(file);
      }
    }
  }

  private static long copy(InputStream in, OutputStream out, long bound) throws IOException {
    byte[] piece = new byte[1 << 16];
    long bytes = 0;
    for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
      bytes += n;
      if (bytes > bound) {
        throw tooLarge(bound);
      }
      out.write(piece, 0, n);
    }
    return bytes;
  }

  /** A body that is JSON; an empty one is an empty object. */
  public Json json() throws IOException {
    String text = new String(bytes(limits.json()), StandardCharsets.UTF_8);
    return Json.parse("body", text, limits);
  }

  /** A body that is a form without files. */
  public Query form() throws IOException {
    return Query.parse(new String(bytes(limits.json()), StandardCharsets.UTF_8));
  }

  /** A body that is a form with files, which are kept in a folder until the form is closed. */
  public MultipartForm multipart(PrivateFolder folder) throws IOException {
    return MultipartForm.read(exchange, limits, folder);
  }
}
