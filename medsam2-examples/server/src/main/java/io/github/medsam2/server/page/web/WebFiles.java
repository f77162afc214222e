// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.web;

import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The page's own files: those of this list and no others, whatever is asked for. The page loads
 * nothing from elsewhere, runs no script but these, and is shown in no other page's frame.
 */
public final class WebFiles {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
          + " connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final List<String> SCRIPTS =
      List.of(
          "main", "state", "api", "scene", "frames", "viewer", "overlay", "pointer", "cine",
          "strip", "objects", "track", "qca", "exports", "opening", "keys", "dialogs", "uplot");

  private WebFiles() {}

  /** A route for each file. They hold nothing of anybody, so they are for all who reach it. */
  public static List<Route> routes(String dialect) {
    List<Route> routes = new ArrayList<>();
    routes.add(route(dialect, "/", "index.html", "text/html; charset=utf-8"));
    SCRIPTS.forEach(s -> routes.add(route(dialect, "/page/" + s + ".js", s + ".js", SCRIPT)));
    for (String style : List.of("page.css", "uplot.css")) {
      routes.add(route(dialect, "/page/" + style, style, STYLE));
    }
    routes.add(route(dialect, "/page/icon.svg", "icon.svg", "image/svg+xml"));
    routes.add(
        route(
            dialect, "/page/uplot-LICENSE.txt", "uplot-LICENSE.txt", "text/plain; charset=utf-8"));
    return routes;
  }

  private static Route route(String dialect, String path, String file, String type) {
    byte[] bytes = read(file);
    String tag = "\"" + hash(bytes) + "\"";
    return new Route(
        dialect, "GET", path, Route.Access.OPEN, call -> answer(call, bytes, type, tag));
  }

  private static Answer answer(Call call, byte[] bytes, String type, String tag) {
    boolean known = call.header("If-None-Match").filter(tag::equals).isPresent();
    Answer answer = known ? Answer.empty().status(304) : Answer.bytes(type, bytes);
    return answer
        .with("ETag", tag)
        .with("Cache-Control", "no-cache")
        .with("Content-Security-Policy", POLICY)
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer")
        .with("Cross-Origin-Opener-Policy", "same-origin")
        .with("Cross-Origin-Resource-Policy", "same-origin");
  }

  private static byte[] read(String file) {
    try (InputStream in = WebFiles.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the page's file " + file + " is not in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
