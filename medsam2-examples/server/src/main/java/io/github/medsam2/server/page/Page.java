// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page;

import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.desk.Dialect;
import io.github.medsam2.server.http.Route;
import io.github.medsam2.server.page.api.Api;
import io.github.medsam2.server.page.web.WebFiles;
import io.github.medsam2.server.session.Clocks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The server's own page for a browser, and the calls it makes. */
public final class Page implements Dialect {
  /** Its name. */
  public static final String NAME = "page";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Clocks clocks() {
    return Clocks.idle(Duration.ofMinutes(60));
  }

  @Override
  public List<Route> routes(Desk desk) {
    List<Route> routes = new ArrayList<>(WebFiles.routes(NAME));
    routes.addAll(Api.routes(NAME, desk));
    return routes;
  }
}
