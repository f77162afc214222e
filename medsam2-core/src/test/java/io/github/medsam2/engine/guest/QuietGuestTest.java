// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.medsam2.testing.ChildJvm;
import io.github.medsam2.testing.NanoModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What opening and using a model does to its host: nothing is written outside the temporary folder,
 * no name is looked up and nobody is called. An upgrade of a library underneath may change that
 * from one version to the next.
 */
class QuietGuestTest {
  @TempDir static Path folder;
  private static final Map<String, ChildJvm> VISITS = new HashMap<>();
  private static boolean traced;

  @BeforeAll
  static void visit() throws Exception {
    traced = Trace.isPossible();
    Path checkpoint = NanoModel.write(folder);
    for (String engine : List.of("onnx", "torch")) {
      ChildJvm jvm = new ChildJvm(folder.resolve(engine));
      if (traced) {
        jvm.under(Trace.command(folder.resolve(engine + ".trace")));
      }
      jvm.run(Visit.class.getName(), engine, checkpoint.toString()).well();
      VISITS.put(engine, jvm);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "torch"})
  void leavesNoFilesInTheUsersFolders(String engine) throws IOException {
    ChildJvm jvm = visit(engine);
    for (String name : List.of("home", "cache", "config", "data", "state", "run", "work")) {
      assertThat(entries(jvm.folder(name))).as(name).isEmpty();
    }
  }

  /** PyTorch's libraries stay, for the next start, where nobody else can change them. */
  @ParameterizedTest
  @ValueSource(strings = {"onnx", "torch"})
  void leavesTheTemporaryFolderInOrder(String engine) throws IOException {
    List<Path> left = entries(visit(engine).folder("tmp"));
    if (engine.equals("onnx")) {
      assertThat(left).isEmpty();
    } else {
      assertThat(left)
          .singleElement()
          .satisfies(p -> assertThat(p.getFileName().toString()).startsWith("medsam2-natives-"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "torch"})
  void writesNowhereElse(String engine) throws IOException {
    String own = visit(engine).folder("tmp").toString();
    assertThat(trace(engine).written())
        .isNotEmpty()
        .allSatisfy(path -> assertThat(path).startsWith(own));
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "torch"})
  void callsNobody(String engine) throws IOException {
    assertThat(trace(engine).connections()).isEmpty();
  }

  private static ChildJvm visit(String engine) {
    ChildJvm jvm = VISITS.get(engine);
    assertThat(jvm).isNotNull();
    return jvm;
  }

  private static Trace trace(String engine) throws IOException {
    assumeTrue(traced, "the system lets no program be traced by strace");
    return Trace.read(folder.resolve(engine + ".trace"));
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }
}
