// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest {
  private static final String KEY = "ab".repeat(32);

  @TempDir Path folder;

  private Marker commit(FolderStore store, String text) throws IOException {
    try (Staging staging = store.begin()) {
      Files.writeString(
          Files.createDirectories(staging.folder().resolve("sub")).resolve("a"), text);
      return store.commit(staging, new ResultStore.Done(KEY, "case", 1.5, "weights"));
    }
  }

  @Test
  void ofManyAtOnceOneWins() throws Exception {
    FolderStore store = new FolderStore(folder);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Future<Marker>> all = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      String text = "text " + i;
      all.add(pool.submit(() -> commit(store, text)));
    }
    Marker first = store.marker(KEY).orElse(all.get(0).get());
    for (Future<Marker> one : all) {
      assertThat(one.get()).isEqualTo(first);
    }
    pool.shutdown();
    assertThat(store.holds(first)).isTrue();
    assertThat(Marker.ofJson(first.toJson())).isEqualTo(first);
    try (Stream<Path> left = Files.list(folder.resolve("ab"))) {
      assertThat(left).hasSize(2);
    }
    try (Stream<Path> left = Files.list(folder.resolve(".tmp"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void sweepsWhatTheDeadLeftAndNothingElse() throws IOException {
    FolderStore store = new FolderStore(folder);
    Marker kept = commit(store, "kept");
    Files.createDirectories(folder.resolve("ab/" + KEY + "-dead"));
    Files.writeString(folder.resolve("ab/" + KEY + "-dead/a"), "half");
    Files.createDirectories(folder.resolve(".tmp/gone/sub"));
    Files.writeString(folder.resolve(".tmp/gone.lock"), "");
    Files.writeString(folder.resolve(".tmp/late.json"), "{}");
    try (Staging live = store.begin()) {
      Files.writeString(live.folder().resolve("a"), "at work");
      assertThat(store.sweep()).isEqualTo(4);
      assertThat(live.folder().resolve("a")).exists();
    }
    assertThat(store.sweep()).isZero();
    assertThat(store.holds(kept)).isTrue();
  }

  @Test
  void damageIsSeen() throws IOException {
    FolderStore store = new FolderStore(folder);
    Marker marker = commit(store, "text");
    Path file = store.folder(marker).resolve("sub/a");
    Files.writeString(file, "tex7");
    assertThat(store.holds(marker)).isFalse();
    Files.delete(file);
    assertThat(store.holds(marker)).isFalse();
    store.remove(marker);
    assertThat(store.marker(KEY)).isEmpty();
    assertThat(commit(store, "anew").files()).hasSize(1);
  }

  @Test
  void namesLeadNowhereElse() {
    for (String name : List.of("../a", "/a", "a/../b", "a\\b", "", "a//b", ".hidden")) {
      assertThatThrownBy(() -> new StoredFile(name, 1, "00"))
          .as(name)
          .isInstanceOf(FormatException.class);
    }
    assertThatThrownBy(() -> Marker.ofJson("{\"format\": 2}")).isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> Failure.ofJson("[]")).isInstanceOf(FormatException.class);
  }
}
