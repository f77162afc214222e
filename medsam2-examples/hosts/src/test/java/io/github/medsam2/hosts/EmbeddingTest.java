// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.testing.ChildJvm;
import io.github.medsam2.testing.NanoModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library inside other programs, each in a process of its own: all find the same pixels. */
class EmbeddingTest {
  @TempDir static Path folder;
  private static Path checkpoint;
  private static Object area;

  @BeforeAll
  static void expect() {
    checkpoint = NanoModel.write(folder);
    area = new Plugin().apply(checkpoint);
  }

  @Test
  void aPluginLoader() throws Exception {
    Path plugin = folder.resolve("plugin.jar");
    Path host = folder.resolve("plugin-host.jar");
    write(plugin, Plugin.class);
    write(host, PluginHost.class);
    List<Path> path = Stream.concat(Stream.of(plugin), ClassPath.library().stream()).toList();
    String output =
        new ChildJvm(folder.resolve("plugin"))
            .classPath(host.toString())
            .run(
                PluginHost.class.getName(),
                ClassPath.join(path),
                checkpoint.toString(),
                Plugin.class.getName())
            .well()
            .output();
    assertThat(output).contains("area " + area);
  }

  @Test
  void anOsgiFramework() throws Exception {
    Path bundle = folder.resolve("bundle.jar");
    Path host = folder.resolve("osgi-host.jar");
    writeBundle(bundle);
    write(host, OsgiHost.class);
    ChildJvm jvm = new ChildJvm(folder.resolve("osgi"));
    String output =
        jvm.classPath(ClassPath.join(List.of(host, ClassPath.of(FrameworkFactory.class))))
            .run(
                OsgiHost.class.getName(),
                bundle.toString(),
                checkpoint.toString(),
                jvm.folder("data").toString(),
                Plugin.class.getName())
            .well()
            .output();
    assertThat(output).contains("area " + area);
  }

  @Test
  void anExecutableSpringBootJar() throws Exception {
    Path jar = folder.resolve("server.jar");
    writeServer(jar);
    ChildJvm jvm = new ChildJvm(folder.resolve("server")).classPath("");
    ProcessBuilder command =
        jvm.command(
            "-jar",
            jar.toString(),
            "--checkpoint=" + checkpoint,
            "--server.port=0",
            "--server.address=127.0.0.1");
    try (ServerProcess server = ServerProcess.start(command)) {
      HttpResponse<String> answer = post(server.port());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).containsPattern("\"area\":" + area + "[,}]").contains("\"iou\":");
    }
    try (Stream<Path> home = Files.list(jvm.folder("home"))) {
      assertThat(home).isEmpty();
    }
  }

  private static HttpResponse<String> post(int port) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/masks?width=90&height=70&box=10,10,60,50");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(Plugin.pixels()))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static void write(Path jar, Class<?> type) throws IOException {
    try (NestedJar out = new NestedJar(jar, NestedJar.manifest())) {
      out.add("", type);
    }
  }

  private static void writeBundle(Path jar) throws IOException {
    String path =
        ClassPath.library().stream()
            .map(p -> "lib/" + ClassPath.jarName(p))
            .collect(Collectors.joining(","));
    try (NestedJar out =
        new NestedJar(
            jar,
            NestedJar.manifest(
                "Bundle-ManifestVersion", "2",
                "Bundle-SymbolicName", "plugin",
                "Bundle-Version", "1.0.0",
                "Bundle-ClassPath", ".," + path,
                "DynamicImport-Package", "*"))) {
      out.add("", Plugin.class);
      for (Path entry : ClassPath.library()) {
        out.nest("lib/", entry);
      }
    }
  }

  private static void writeServer(Path jar) throws Exception {
    Class<?> launcher = org.springframework.boot.loader.launch.JarLauncher.class;
    try (NestedJar out =
        new NestedJar(
            jar,
            NestedJar.manifest(
                "Main-Class",
                launcher.getName(),
                "Start-Class",
                SegmentationServer.class.getName(),
                "Spring-Boot-Classes",
                "BOOT-INF/classes/",
                "Spring-Boot-Lib",
                "BOOT-INF/lib/"))) {
      out.unpack(ClassPath.of(launcher));
      out.folder("BOOT-INF/classes/");
      out.add("BOOT-INF/classes/", SegmentationServer.class);
      for (Path entry :
          Stream.of(ClassPath.library(), ClassPath.server()).flatMap(List::stream).toList()) {
        out.nest("BOOT-INF/lib/", entry);
      }
    }
  }
}
