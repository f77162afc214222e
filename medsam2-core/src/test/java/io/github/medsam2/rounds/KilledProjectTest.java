// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project whose process is killed while it writes. {@code -Dmedsam2.kills=50} for more kills; the
 * moments are other ones each time.
 */
class KilledProjectTest {
  private static final int KILLS = Integer.getInteger("medsam2.kills", 3);

  @TempDir Path temporary;

  private final Random random = new Random();

  private long told(Path file) throws Exception {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** Kills it some milliseconds after it told something, or while it still reads. */
  private void kill(Path folder, Path told, boolean early) throws Exception {
    long before = told(told);
    Process process =
        new ChildJvm(temporary.resolve("child"))
            .command(BusyProject.class.getName(), folder.toString(), told.toString())
            .redirectOutput(temporary.resolve("output").toFile())
            .start();
    try {
      if (early) {
        process.waitFor(200 + random.nextInt(400), TimeUnit.MILLISECONDS);
        return;
      }
      while (process.isAlive() && told(told) == before) {
        process.waitFor(3, TimeUnit.MILLISECONDS);
      }
      requireAlive(process);
      assertThatThrownBy(() -> BusyProject.open(folder).close())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("process " + process.pid());
      process.waitFor(random.nextInt(300), TimeUnit.MILLISECONDS);
      requireAlive(process);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private void requireAlive(Process process) throws Exception {
    assertThat(process.isAlive()).as(Files.readString(temporary.resolve("output"))).isTrue();
  }

  /** Every acceptance that returned is there, once, with its mask. */
  private static void requireAccepted(Project project, List<String> told) {
    Map<Long, ProjectEvent.Accepted> accepted = new HashMap<>();
    for (ProjectEntry entry : project.history()) {
      if (entry.event() instanceof ProjectEvent.Accepted a) {
        assertThat(accepted.put(entry.n(), a)).isNull();
      }
    }
    Set<Long> seen = new HashSet<>();
    for (String line : told) {
      String[] words = line.split(" ");
      ProjectEvent.Accepted a = accepted.get(Long.parseLong(words[0]));
      assertThat(a).as(line).isNotNull();
      assertThat(a.id() + " " + a.mask() + " " + a.effort().clicks())
          .isEqualTo(words[1] + " " + words[2] + " " + words[3]);
      assertThat(seen.add(Long.parseLong(words[0]))).isTrue();
      assertThat(project.mask(a.mask()).isEmpty()).isFalse();
    }
    // Of one event at most the process did not live to tell.
    assertThat(accepted.size() - told.size()).isBetween(0, KILLS);
  }

  private static void requireOnce(Project project, List<ProjectEntry> before) {
    List<ProjectEntry> now = project.history();
    assertThat(now.subList(0, before.size())).isEqualTo(before);
    for (int i = 0; i < now.size(); i++) {
      assertThat(now.get(i).n()).isEqualTo(i + 1);
    }
    assertThat(project.cases().stream().map(ProjectCase::key).distinct().count())
        .isEqualTo(project.cases().size());
    for (ProjectCase c : project.cases()) {
      c.state().mask().ifPresent(mask -> assertThat(project.mask(mask).area()).isPositive());
    }
  }

  @Test
  void killedProjectsLoseNothingThatReturned(TestReporter reporter) throws Exception {
    Path folder = temporary.resolve("project");
    Path told = temporary.resolve("told");
    List<ProjectEntry> before = List.of();
    int mended = 0;
    int accepted = 0;
    for (int i = 0; i < KILLS; i++) {
      kill(folder, told, i % 5 == 1);
      try (Project project = BusyProject.open(folder)) {
        mended += project.mended().isPresent() ? 1 : 0;
        accepted = Files.readAllLines(told).size();
        requireAccepted(project, Files.readAllLines(told));
        requireOnce(project, before);
        before = project.history();
      }
      try (Stream<Path> objects = Files.walk(folder.resolve("objects"))) {
        assertThat(objects.filter(f -> f.toString().endsWith(".part"))).isEmpty();
      }
    }
    assertThat(before).hasSizeGreaterThan(10);
    try (Stream<Path> files = Files.walk(folder.resolve("journal"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain("Doe").doesNotContain("/data");
      }
    }
    reporter.publishEntry(
        Map.of(
            "kills", KILLS + "",
            "events", before.size() + "",
            "accepted and told", accepted + "",
            "mended", mended + ""));
  }
}
