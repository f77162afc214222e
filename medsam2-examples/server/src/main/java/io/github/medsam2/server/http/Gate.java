// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask. A page of a stranger that is open in a browser of this machine reaches a server on
 * loopback too, by its address or under a name of its own; and some viewers change things with GET.
 * So the name asked for, the page's origin and what the browser says of it are looked at first.
 */
public final class Gate {
  private static final String COOKIE = "medsam2";

  private final Set<String> hosts;
  private final Set<String> origins;
  private final String token;

  /**
   * @param hosts names under which the server may be asked for, in lower case, without port
   * @param origins of pages elsewhere that may ask, such as {@code http://localhost:3000}
   * @param token what must be shown, or empty for none
   */
  public Gate(Set<String> hosts, Set<String> origins, String token) {
    this.hosts = Set.copyOf(hosts);
    this.origins = Set.copyOf(origins);
    this.token = token;
  }

  /** Refuses what a stranger's page asks. */
  void requireOwn(Exchange exchange) {
    String host = exchange.header("Host").orElse("");
    if (!hosts.contains(name(host))) {
      throw new Refusal(
          403,
          "header Host",
          "a name of this server",
          "another",
          "use the address it was started with, or add the name to the server's hosts");
    }
    Optional<String> origin = exchange.header("Origin");
    if (origin.isPresent()) {
      if (!isOwn(origin.orElseThrow(), host) && !origins.contains(origin.orElseThrow())) {
        throw foreign("header Origin", "this server's page, or a configured one");
      }
      return;
    }
    String site = exchange.header("Sec-Fetch-Site").orElse("none");
    if (!site.equals("none") && !site.equals("same-origin")) {
      throw foreign("header Sec-Fetch-Site", "same-origin or none");
    }
  }

  private static Refusal foreign(String where, String expected) {
    return new Refusal(
        403, where, expected, "another page", "add the page's origin to the server's origins");
  }

  private static boolean isOwn(String origin, String host) {
    return origin.equals("http://" + host) || origin.equals("https://" + host);
  }

  /** The host without its port. */
  private static String name(String host) {
    try {
      String name = new URI("http://" + host).getHost();
      return name == null ? "" : name.toLowerCase(Locale.ROOT);
    } catch (URISyntaxException e) {
      return "";
    }
  }

  /** The origin of a page elsewhere that may ask and read the answer. */
  public Optional<String> elsewhere(Exchange exchange) {
    return exchange.header("Origin").filter(origins::contains);
  }

  /** Whether a token is needed. */
  public boolean hasToken() {
    return !token.isEmpty();
  }

  /** Compares in a time that does not depend on where texts differ. */
  public boolean isToken(String shown) {
    return hasToken()
        && MessageDigest.isEqual(
            token.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }

  /** Refuses who does not show the token, where there is one. */
  void requireToken(Exchange exchange) {
    if (hasToken() && !isToken(shown(exchange))) {
      throw new Refusal(
          401,
          "header Authorization",
          "Bearer and this server's token",
          "none or another",
          "give the viewer the token that the server printed when it was started");
    }
  }

  private static String shown(Exchange exchange) {
    String authorization = exchange.header("Authorization").orElse("");
    if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return authorization.substring(7).strip();
    }
    String start = cookie(exchange.header("Host").orElse("")) + "=";
    for (String cookie : exchange.header("Cookie").orElse("").split(";")) {
      if (cookie.strip().startsWith(start)) {
        return cookie.strip().substring(start.length());
      }
    }
    return "";
  }

  /**
   * The name of the cookie that shows the token. Cookies of a host are those of all its ports, so
   * that two servers would take each other's place.
   *
   * @param host as it was asked for, with its port
   */
  public static String cookie(String host) {
    int colon = host.lastIndexOf(':');
    String port = colon < 0 ? "" : host.substring(colon + 1);
    return port.matches("[0-9]{1,5}") ? COOKIE + "-" + port : COOKIE;
  }
}
