// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.http;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds what answers a request by the whole of its path. Thread-safe. */
public final class Router {
  private static final int LONGEST = 8192;

  private final List<Route> routes;
  private final Gate gate;
  private final Limits limits;

  /** Over routes of all dialects, behind a gate. */
  public Router(List<Route> routes, Gate gate, Limits limits) {
    this.routes = List.copyOf(routes);
    this.gate = gate;
    this.limits = limits;
  }

  /** A route and the names in its path. */
  public record Found(Route route, Map<String, String> names) {}

  /** What answers a request, once it is clear that it may be asked. */
  public Found find(Exchange exchange) {
    gate.requireOwn(exchange);
    List<String> path = path(exchange.path());
    String method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
    Set<String> others = new TreeSet<>();
    for (Route route : routes) {
      Optional<Map<String, String>> names = route.match(path);
      if (names.isPresent() && route.method().equals(method)) {
        if (route.access() == Route.Access.TOKEN) {
          gate.requireToken(exchange);
        }
        return new Found(route, names.orElseThrow());
      }
      names.ifPresent(n -> others.add(route.method()));
    }
    if (others.isEmpty()) {
      throw Refusal.unknown(
          "address", "one of this server's", "check the address and which viewers are served");
    }
    throw new Refusal(405, "method", String.join(" or ", others), "another", "use that");
  }

  /** Runs what was found. */
  public Answer answer(Exchange exchange, Found found) throws IOException {
    return found.route().handler().answer(new Call(exchange, found.names(), limits));
  }

  /** The gate in front. */
  public Gate gate() {
    return gate;
  }

  private static List<String> path(String raw) {
    if (raw.length() > LONGEST) {
      throw new Refusal(414, "address", "at most " + LONGEST + " characters", "more", "shorten it");
    }
    return Route.parts(raw).stream().map(p -> Query.decode(p.replace("+", "%2B"))).toList();
  }
}
