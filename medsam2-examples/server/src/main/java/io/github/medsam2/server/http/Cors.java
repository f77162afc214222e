// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.http;

import java.util.Optional;

/** What a browser is told when a configured page elsewhere asks. Never with credentials. */
public final class Cors {
  private static final String METHODS = "GET, POST, PUT, DELETE, HEAD, OPTIONS";
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

  private Cors() {}

  /** The answer to a browser's question before the request itself; empty for all other requests. */
  public static Optional<Answer> preflight(Exchange exchange, Gate gate) {
    if (!exchange.method().equals("OPTIONS")) {
      return Optional.empty();
    }
    gate.requireOwn(exchange);
    return Optional.of(
        Answer.text("")
            .with("Access-Control-Allow-Methods", METHODS)
            .with("Access-Control-Allow-Headers", "authorization, content-type")
            .with("Access-Control-Max-Age", "600"));
  }

  /** An answer that a configured page may read. */
  public static Answer allow(Answer answer, Exchange exchange, Gate gate) {
    return gate.elsewhere(exchange)
        .map(origin -> answer.with(ALLOW_ORIGIN, origin).with("Vary", "Origin"))
        .orElse(answer);
  }
}
