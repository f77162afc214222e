// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
