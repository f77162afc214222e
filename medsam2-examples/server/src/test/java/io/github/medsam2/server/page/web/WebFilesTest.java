// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.server.http.Route;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WebFilesTest {
  private static final Pattern IMPORT = Pattern.compile("from '\\./([a-z]+)\\.js'");
  private static final Pattern IN_HTML = Pattern.compile("(?:src|href)=\"(page/[^\"]+)\"");
  private static final Pattern ELSEWHERE = Pattern.compile("https?://(?!www\\.w3\\.org)");

  private static Path folder() throws URISyntaxException {
    return Path.of(Objects.requireNonNull(WebFiles.class.getResource("index.html"), "page").toURI())
        .resolveSibling("");
  }

  private static List<Path> files() throws IOException, URISyntaxException {
    try (Stream<Path> all = Files.list(folder())) {
      return all.filter(f -> !f.toString().endsWith(".class")).sorted().toList();
    }
  }

  private static Set<String> paths() {
    return WebFiles.routes("page").stream()
        .map(Route::pattern)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The list is fixed, so it has to have all there is and nothing else. */
  @Test
  void theListIsWhatThereIs() throws IOException, URISyntaxException {
    Set<String> there = new TreeSet<>();
    for (Path file : files()) {
      String name = file.getFileName().toString();
      there.add(name.equals("index.html") ? "/" : "/page/" + name);
    }
    assertThat(paths()).isEqualTo(there);
  }

  @Test
  void whatTheFilesNameIsServed() throws IOException, URISyntaxException {
    for (Path file : files()) {
      String text = Files.readString(file);
      Matcher imports = IMPORT.matcher(text);
      while (imports.find()) {
        assertThat(paths()).as(file + "").contains("/page/" + imports.group(1) + ".js");
      }
      Matcher named = IN_HTML.matcher(text);
      while (file.endsWith("index.html") && named.find()) {
        assertThat(paths()).contains("/" + named.group(1));
      }
    }
  }

  /** Nothing comes from elsewhere, and nothing needs more than the policy allows. */
  @Test
  void nothingIsFromElsewhere() throws IOException, URISyntaxException {
    for (Path file : files()) {
      String text = Files.readString(file);
      if (!file.getFileName().toString().startsWith("uplot")) {
        assertThat(ELSEWHERE.matcher(text).find()).as(file + "").isFalse();
        assertThat(text).doesNotContain("innerHTML").doesNotContain("eval(");
      }
      if (file.endsWith("index.html")) {
        assertThat(text).doesNotContain("style=").doesNotContainPattern(" on[a-z]+=");
      }
    }
  }
}
