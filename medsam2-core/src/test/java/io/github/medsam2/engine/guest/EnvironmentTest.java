// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.medsam2.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps an engine from starting is said, the second time too, with what helps. */
class EnvironmentTest {
  @TempDir static Path shared;
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"onnx, -Djava.io.tmpdir=", "torch, DJL_CACHE_DIR"})
  void noTemporaryFolder(String engine, String fix) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    refused(jvm().setting("-Djava.io.tmpdir=" + file.resolve("tmp")), engine, file.toString(), fix);
  }

  /** A limit on the size of files stands for a full disk. */
  @ParameterizedTest
  @CsvSource({"onnx, -Djava.io.tmpdir=", "torch, DJL_CACHE_DIR"})
  void noRoom(String engine, String fix) throws Exception {
    String[] limited = {"sh", "-c", "ulimit -f 2000; exec \"$@\"", "sh"};
    assumeTrue(works(limited), "there is a shell that limits the size of files");
    refused(jvm().under(limited), engine, "have room", fix);
  }

  @ParameterizedTest
  @CsvSource({"onnx, -Djava.io.tmpdir=", "torch, DJL_CACHE_DIR"})
  void noexec(String engine, String fix) throws Exception {
    ChildJvm jvm = jvm();
    String mount = "mount -t tmpfs -o noexec,size=600m none " + jvm.folder("tmp");
    String[] mounted = {"unshare", "-rm", "sh", "-c", mount + " && exec \"$@\"", "sh"};
    assumeTrue(works(mounted), "the system lets a folder be mounted noexec");
    refused(jvm.under(mounted), engine, "noexec", fix);
  }

  @ParameterizedTest
  @CsvSource({"onnx, ''", "torch, /no/such/home"})
  void noHomeIsNeeded(String engine, String home) throws Exception {
    ChildJvm jvm = jvm().setting("-Duser.home=" + home).environment("HOME", home);
    assertThat(open(sharingNatives(jvm), engine)).contains("opened").doesNotContain("refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "torch"})
  void nativeAccessDenied(String engine) throws Exception {
    ChildJvm jvm = jvm().java(java24()).setting("--illegal-native-access=deny");
    refused(sharingNatives(jvm), engine, "--enable-native-access=ALL-UNNAMED");
  }

  @ParameterizedTest
  @CsvSource({"onnx, -Dos.arch=x86", "onnx, -Dos.name=SunOS", "torch, -Dos.name=SunOS"})
  void noNativesForThePlatform(String engine, String setting) throws Exception {
    String platform = setting.replaceAll(".*=", "");
    refused(jvm().setting(setting), engine, platform);
  }

  @Test
  void noNativesInTheFolderNamedForThem() throws Exception {
    ChildJvm jvm = jvm();
    Path empty = jvm.folder("data");
    refused(jvm.setting("-Donnxruntime.native.path=" + empty), "onnx", empty.toString(), "folder");
  }

  @Test
  void anotherVersionOfPyTorch() throws Exception {
    ChildJvm jvm = jvm().environment("PYTORCH_VERSION", "2.5.1");
    refused(sharingNatives(jvm), "torch", "of one version", "pytorch-jni:2.7.1-0.35.1");
  }

  /** Libraries are not loaded from where others could have put them. */
  @Test
  void aFolderThatOthersCanWrite() throws Exception {
    ChildJvm jvm = jvm();
    Path tmp = jvm.folder("tmp");
    assumeTrue(tmp.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path natives = tmp.resolve("medsam2-natives-" + System.getProperty("user.name"));
    Files.createDirectory(natives);
    Files.setPosixFilePermissions(natives, PosixFilePermissions.fromString("rwxrwxrwx"));
    refused(jvm, "torch", natives.toString(), "not this user's alone");
  }

  private ChildJvm jvm() throws IOException {
    return new ChildJvm(folder.resolve("jvm"));
  }

  private static ChildJvm sharingNatives(ChildJvm jvm) {
    return jvm.environment("DJL_CACHE_DIR", shared.toString());
  }

  private static void refused(ChildJvm jvm, String engine, String... words) throws Exception {
    List<String> lines =
        open(jvm, engine).lines().filter(line -> line.startsWith("refused: ")).toList();
    assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line).contains(words));
  }

  private static String open(ChildJvm jvm, String engine) throws Exception {
    return jvm.run(OpenEngine.class.getName(), engine).well().output();
  }

  private static boolean works(String... wrapper) throws InterruptedException {
    List<String> command = Stream.concat(Stream.of(wrapper), Stream.of("true")).toList();
    try {
      Process probe = new ProcessBuilder(command).redirectErrorStream(true).start();
      return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** A JDK that can deny native access: the one the tests run on, or one that is installed. */
  private static Path java24() throws IOException {
    if (Runtime.version().feature() >= 24) {
      return Path.of(System.getProperty("java.home"));
    }
    Path installed = Path.of("/usr/lib/jvm");
    assumeTrue(Files.isDirectory(installed), "a JDK 24 or later is installed");
    try (Stream<Path> homes = Files.list(installed)) {
      List<Path> found =
          homes.filter(p -> p.getFileName().toString().matches(".*\\b2[4-9]\\b.*")).toList();
      assumeTrue(!found.isEmpty(), "a JDK 24 or later is installed");
      return found.get(0);
    }
  }
}
