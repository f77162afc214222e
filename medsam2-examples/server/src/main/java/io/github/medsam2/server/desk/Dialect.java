// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.desk;

import io.github.medsam2.server.http.Route;
import io.github.medsam2.server.session.Clocks;
import java.util.List;

/**
 * The protocol of existing viewers. It maps their calls to sessions and holds no state of its own;
 * any may be served or not. Another front end, such as a page, is one more.
 */
public interface Dialect {

  /** Its name, for metrics and sessions. */
  String name();

  /** When its sessions end by themselves. */
  Clocks clocks();

  /** What it answers. */
  List<Route> routes(Desk desk);
}
