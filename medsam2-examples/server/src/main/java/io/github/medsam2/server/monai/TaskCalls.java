// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.monai;

import com.google.gson.JsonObject;
import io.github.medsam2.server.batches.ServerBatch;
import io.github.medsam2.server.compute.Job;
import io.github.medsam2.server.desk.Tasks;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.Json;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.http.Route;
import io.github.medsam2.server.rounds.RoundTrainer;
import io.github.medsam2.server.rounds.ServerRound;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Long work: a training is the next model of the round, a batch the operator's list of cases. Where
 * neither is configured, and for scoring, viewers hear so in the form they know. One runs at a
 * time.
 */
final class TaskCalls {
  /** Updates that a viewer offers; the first is usual. */
  static final List<Integer> UPDATES = List.of(200, 50, 1000, 3000);

  /** Images of an update. */
  static final List<Integer> BATCHES = List.of(4, 1, 2, 8);

  private static final String SCORING = "scoring";

  private final Tasks tasks;

  TaskCalls(Tasks tasks) {
    this.tasks = tasks;
  }

  Map<MonaiLabel.Key, Route.Handler> routes() {
    Map<MonaiLabel.Key, Route.Handler> routes = new LinkedHashMap<>();
    add(routes, "/train", RoundTrainer.KIND, this::train);
    add(routes, "/batch/infer", ServerBatch.KIND, call -> batch());
    add(routes, "/scoring", SCORING, call -> scoring());
    return routes;
  }

  private void add(
      Map<MonaiLabel.Key, Route.Handler> to, String path, String kind, Route.Handler start) {
    for (String own : List.of(path, path + "/{name}")) {
      to.put(new MonaiLabel.Key("GET", own), call -> about(call, kind));
      to.put(new MonaiLabel.Key("DELETE", own), call -> stop(kind));
    }
    to.put(new MonaiLabel.Key("POST", path), start);
    to.put(
        new MonaiLabel.Key("POST", path + "/{name}"),
        call -> {
          if (!kind.equals(SCORING) && !call.path("name").equals(Info.MODEL)) {
            throw Refusal.unknown("model", Info.MODEL, "choose it in the viewer");
          }
          return start.answer(call);
        });
  }

  private Answer train(Call call) throws IOException {
    ServerRound round =
        tasks
            .round()
            .orElseThrow(
                () ->
                    notHere(
                        "start the server with a round (--round FOLDER), or train with the command"
                            + " line: medsam2 round, medsam2 train"));
    Json body = call.json();
    Json params = body.object(Info.MODEL).orElse(body); // OHIF names the model within
    int updates = number(params, "updates", UPDATES);
    int batch = number(params, "batch", BATCHES);
    Job.Body training = new RoundTrainer(round, updates, batch);
    return Answer.json(task(tasks.jobs().start(RoundTrainer.KIND, training)));
  }

  private static int number(Json params, String key, List<Integer> offered) {
    return params.number(key).map(n -> (int) Math.rint(n)).orElse(offered.get(0));
  }

  private Answer batch() {
    ServerBatch batch =
        tasks
            .batch()
            .orElseThrow(
                () ->
                    notHere(
                        "start the server with a list of cases (--batch FILE), or use the command"
                            + " line: medsam2 batch"));
    return Answer.json(task(tasks.jobs().start(ServerBatch.KIND, batch)));
  }

  private static Answer scoring() {
    throw notHere("score with the command line: medsam2 evaluate");
  }

  private static Refusal notHere(String fix) {
    return new Refusal(501, "task", "one that this server was set up for", "another", fix);
  }

  private Answer about(Call call, String kind) {
    Optional<Job> job = tasks.jobs().latest(kind);
    boolean running = call.query().first("check_if_running", "").equalsIgnoreCase("true");
    if (running) {
      job = job.filter(j -> j.state() == Job.State.RUNNING);
    }
    return Answer.json(task(job.orElseThrow(TaskCalls::none)));
  }

  private Answer stop(String kind) {
    Job job = tasks.jobs().latest(kind).orElseThrow(TaskCalls::none);
    job.stop();
    job.say("asked to stop");
    return Answer.json(task(job));
  }

  private static Refusal none() {
    return new Refusal(404, "task", "one that runs", "none", "nothing: no task is running");
  }

  /** A task as MONAI Label tells it; Slicer reads the last of its lines. */
  private static JsonObject task(Job job) {
    JsonObject task = new JsonObject();
    task.addProperty("id", job.id());
    task.addProperty("status", job.state().name());
    task.addProperty("start_ts", job.started().getEpochSecond());
    task.addProperty("end_ts", job.ended().map(t -> t.getEpochSecond()).orElse(null));
    task.addProperty("result", job.result().orElse(null));
    List<String> lines = job.lines();
    task.add("details", Info.list(lines.isEmpty() ? List.of("begun") : lines));
    return task;
  }

  /** How far the last training is or came, as viewers show it. */
  static JsonObject stats(Tasks tasks) {
    JsonObject all = new JsonObject();
    Job job = tasks.jobs().latest(RoundTrainer.KIND).orElse(null);
    if (job != null) {
      JsonObject stats = new JsonObject();
      stats.addProperty("start_ts", job.started().getEpochSecond());
      stats.addProperty("total_time", seconds(job) + " s");
      stats.addProperty("best_metric", figure(job, "best"));
      stats.addProperty("epoch", figure(job, "update"));
      stats.addProperty("total_epochs", figure(job, "updates"));
      all.add(Info.MODEL, stats);
    }
    return all;
  }

  private static long seconds(Job job) {
    Instant end = job.ended().orElseGet(Instant::now);
    return Duration.between(job.started(), end).toSeconds();
  }

  private static double figure(Job job, String name) {
    return job.figures().getOrDefault(name, 0.0);
  }
}
