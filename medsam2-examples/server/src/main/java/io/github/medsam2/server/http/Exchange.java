// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * One request and its answer, as a web server hands it over. All that is known of the web server
 * that carries it: another one needs another implementation and nothing else.
 */
public interface Exchange {

  /** The method in capitals. */
  String method();

  /** The path as it was sent, not decoded. */
  String path();

  /** The query as it was sent, not decoded; empty when there is none. */
  String query();

  /** The first header of a name, whose case does not matter. */
  Optional<String> header(String name);

  /** The address that the request came from; of a proxy, the proxy's. */
  String remote();

  /** The announced length of the body, or -1 where it is not announced. */
  long length();

  /**
   * The body. Reading fails with an {@link IOException} when the client sends nothing for as long
   * as the server's limits say.
   */
  InputStream body();

  /** Sends the answer; called once. Fails when the client is gone. */
  void respond(Answer answer) throws IOException;
}
