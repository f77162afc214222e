// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import io.github.medsam2.MedSam2;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.io.Volumes;
import io.github.medsam2.model.xca.XcaNano;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * What a server holds up to, measured with the shipped model; not run by the build. One study each
 * by its name: {@code clicks}, {@code beside}, {@code sessions}, {@code idle}, {@code hostile
 * FOLDER}. How to start it: {@code benchmarks/README.md}.
 */
public final class ServerStudy {
  private static final int SIDE = 512;
  private static final int CLICKS = 60;
  private static final byte[] RUN =
      "input=img_data.npz&gts=X&propagate=N".getBytes(StandardCharsets.US_ASCII);
  private static final int VIEWERS = 4;

  private ServerStudy() {}

  /** Runs a study. */
  public static void main(String[] args) throws Exception {
    try (MedSam2 model = XcaNano.load();
        MedSam2Server server = MedSam2Server.on(model).port(0).open()) {
      Raw raw = new Raw(server.port());
      switch (args[0]) {
        case "clicks" -> clicks(raw);
        case "beside" -> beside(raw);
        case "sessions" -> sessions(raw, Integer.parseInt(args[1]));
        case "idle" -> idle(raw, server.port());
        case "hostile" -> hostile(raw, Path.of(args[1]));
        default -> throw new IllegalArgumentException(args[0]);
      }
    }
  }

  private static void say(String text, Object... values) {
    System.out.println(String.format(Locale.ROOT, text, values));
  }

  /** An angiogram-like picture, another for each number. */
  private static byte[] grey(int number, int slices) {
    byte[] samples = new byte[SIDE * SIDE * slices];
    for (int i = 0; i < samples.length; i++) {
      int x = i % SIDE;
      int y = i / SIDE % SIDE;
      double path = 256 + 60 * Math.sin((y + number % 97) / 60.0);
      int vessel = Math.abs(x - path) < 7 ? 80 : 0;
      samples[i] = (byte) (160 - vessel + Math.floorMod(i * 31 + number * 17, 20));
    }
    return samples;
  }

  private static byte[] file(int number, int slices, String suffix) throws IOException {
    Path file = Files.createTempFile("study", suffix);
    try {
      ByteBuffer samples = ByteBuffer.wrap(grey(number, slices));
      if (slices == 1) {
        ImageFile.writePng(file, io.github.medsam2.image.Image.gray8(SIDE, SIDE, samples.array()));
      } else {
        Geometry place = Geometry.ofSpacing(1, 1, 1);
        Volumes.write(file, Volume.of(SIDE, SIDE, slices, PixelType.UINT8, samples, place));
      }
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }

  private static String session(Raw raw, byte[] image, String name) throws IOException {
    Form form = new Form().file("files", name, image);
    return raw.send("PUT", "/session/", form.bytes(), form.type())
        .json()
        .get("session_id")
        .getAsString();
  }

  /** Seconds of a click, which is never at the place of the one before. */
  private static double click(Raw raw, String session, int n, String more) throws IOException {
    String at = "[[" + (250 + n % 11) + "," + (200 + n % 13) + ",0]]";
    Form form = new Form().text("params", "{\"foreground\":" + at + more + "}");
    long start = System.nanoTime();
    Raw.Reply reply =
        raw.send("POST", "/infer/medsam2?session_id=" + session, form.bytes(), form.type());
    if (reply.status() != 200) {
      throw new IOException(reply.text());
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static List<Double> once(Raw raw, String session, int offset) throws Exception {
    List<Double> seconds = new ArrayList<>();
    long begin = System.nanoTime();
    for (int i = 0; i < CLICKS; i++) {
      long wait = begin + i * 1_000_000_000L - System.nanoTime();
      Thread.sleep(Math.max(0, wait / 1_000_000));
      seconds.add(click(raw, session, i + offset, ",\"result_extension\":\".png\""));
    }
    return seconds;
  }

  private static double share(List<Double> values, double part) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
  }

  private static void tell(String what, List<Double> seconds) {
    say(
        "%s: median %.0f ms, p95 %.0f ms, longest %.0f ms (%d clicks)",
        what,
        1e3 * share(seconds, 0.5),
        1e3 * share(seconds, 0.95),
        1e3 * share(seconds, 1),
        seconds.size());
  }

  private static void clicks(Raw raw) throws Exception {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < VIEWERS; i++) {
      all.add(session(raw, file(i, 1, ".png"), "a.png"));
      click(raw, all.get(i), 0, "");
    }
    for (int i = 0; i < 20; i++) {
      click(raw, all.get(0), i, ""); // the compilers have seen it
    }
    List<Double> alone = once(raw, all.get(0), 0);
    tell("one session, a click a second", alone);
    ExecutorService viewers = Executors.newFixedThreadPool(VIEWERS);
    List<Future<List<Double>>> running = new ArrayList<>();
    for (int i = 0; i < VIEWERS; i++) {
      int viewer = i;
      running.add(
          viewers.submit(
              () -> {
                Thread.sleep(viewer * 1000L / VIEWERS / 2); // people do not click in step
                return once(raw, all.get(viewer), viewer);
              }));
    }
    List<Double> together = new ArrayList<>();
    for (Future<List<Double>> one : running) {
      together.addAll(one.get());
    }
    viewers.shutdown();
    tell("four sessions, a click a second each", together);
    say("p95 of four over one: %.2f", share(together, 0.95) / share(alone, 0.95));
  }

  private static void beside(Raw raw) throws Exception {
    String picture = session(raw, file(1, 1, ".png"), "a.png");
    String cine = session(raw, file(2, 40, ".nrrd"), "b.nrrd");
    for (int i = 0; i < 20; i++) {
      click(raw, picture, i, "");
    }
    List<Double> quiet = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      quiet.add(click(raw, picture, i, ""));
    }
    tell("clicks alone", quiet);
    ExecutorService other = Executors.newSingleThreadExecutor();
    Callable<Double> walk = () -> click(raw, cine, 0, ",\"extent\":\"volume\"");
    Future<Double> walking = other.submit(walk);
    Thread.sleep(500);
    List<Double> busy = new ArrayList<>();
    while (!walking.isDone()) {
      busy.add(click(raw, picture, busy.size(), ""));
      Thread.sleep(100);
    }
    other.shutdown();
    tell("clicks beside another session's walk through 40 slices", busy);
    say("the walk took %.1f s, a slice %.0f ms", walking.get(), 1e3 * walking.get() / 40);
    say("longest delay: %.0f ms", 1e3 * (share(busy, 1) - share(quiet, 0.5)));
  }

  /** Images that come with the call: each is a session, and the oldest makes room. */
  private static void sessions(Raw raw, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      Form form =
          new Form()
              .text("params", "{\"foreground\":[[255,200,0]],\"result_extension\":\".png\"}")
              .file("file", "a.png", file(i, 1, ".png"));
      raw.send("POST", "/infer/medsam2", form.bytes(), form.type());
      String session = session(raw, file(i, 1, ".png"), "a.png");
      raw.send("DELETE", "/session/" + session, new byte[0]);
      if ((i + 1) % (count / 10) == 0) {
        System.gc();
        say("%d sessions: resident %d MB, threads %d", i + 1, resident(), threads());
      }
    }
  }

  private static void idle(Raw raw, int port) throws Exception {
    String picture = session(raw, file(1, 1, ".png"), "a.png");
    for (int i = 0; i < 20; i++) {
      click(raw, picture, i, "");
    }
    System.gc();
    say("before: resident %d MB, threads %d", resident(), threads());
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      sockets.add(new Socket("127.0.0.1", port));
    }
    say("1000 connections: resident %d MB, threads %d", resident(), threads());
    say("a click meanwhile: %.0f ms", 1e3 * click(raw, picture, 3, ""));
    for (Socket socket : sockets) {
      socket.close();
    }
    for (int waited = 0; waited <= 80; waited += 20) {
      System.gc();
      say("%d s after: resident %d MB, threads %d", waited, resident(), threads());
      Thread.sleep(20_000);
    }
  }

  private static void hostile(Raw raw, Path folder) throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      String name = String.valueOf(file.getFileName());
      long start = System.nanoTime();
      Raw.Reply reply;
      if (name.endsWith(".nnia")) {
        String lease = raw.post("/claim", "").json().get("lease_token").getAsString();
        start = System.nanoTime();
        reply = raw.send("POST", "/set_image", bytes, "X-Lease-Token", lease);
        raw.send("POST", "/release", new byte[0], "X-Lease-Token", lease);
      } else {
        Form form = new Form().file("file", "img_data.npz", bytes);
        raw.send("POST", "/upload", form.bytes(), form.type());
        reply = raw.send("POST", "/run_script", RUN);
      }
      say(
          "%s (%d bytes): status %d after %.0f ms",
          name, bytes.length, reply.status(), (System.nanoTime() - start) / 1e6);
    }
    say("and goes on: status %d", raw.get("/info/").status());
  }

  private static int threads() {
    return Thread.getAllStackTraces().size();
  }

  private static long resident() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return -1;
  }
}
