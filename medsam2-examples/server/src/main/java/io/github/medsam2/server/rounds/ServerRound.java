// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.rounds;

import io.github.medsam2.MedSam2;
import io.github.medsam2.adapter.BaseWeights;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.rounds.CaseState;
import io.github.medsam2.rounds.Effort;
import io.github.medsam2.rounds.Project;
import io.github.medsam2.rounds.ProjectCase;
import io.github.medsam2.rounds.ProjectEvent;
import io.github.medsam2.rounds.ProjectRound;
import io.github.medsam2.rounds.Rounds;
import io.github.medsam2.rounds.Side;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.image.LabelFile;
import io.github.medsam2.server.image.Slicing;
import io.github.medsam2.server.rounds.StoreCases.Place;
import io.github.medsam2.server.session.Asked;
import io.github.medsam2.server.session.Sessions;
import io.github.medsam2.server.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Rounds with readers who work in viewers: which image comes next, what a saved label decides, and
 * the next model. Images are those of the server's store; a project is begun with the first ones
 * that are patients enough. Thread-safe.
 */
public final class ServerRound implements AutoCloseable {
  private static final String FINAL = "final";

  private final Project project;
  private final Rounds rounds;
  private final Weights base;
  private final RoundSettings settings;
  private final StoreCases cases;
  private final Sessions sessions;
  private final Decisions decisions;
  private final List<String> labels;
  private final Told told = new Told();
  private final Set<String> passed = new LinkedHashSet<>();
  private final Map<String, Integer> byId = new LinkedHashMap<>();
  private final Map<String, List<LabelFile.Numbered>> pending = new LinkedHashMap<>();
  private final Map<String, MedSam2Exception> unread = new LinkedHashMap<>();
  private final Remembered remembered;
  private final Deque<MedSam2> models = new ArrayDeque<>();
  private int bound;

  private ServerRound(
      Project project,
      Weights base,
      RoundSettings settings,
      StoreCases cases,
      List<String> labels,
      Sessions sessions,
      Remembered remembered) {
    this.remembered = remembered;
    this.project = project;
    this.base = base;
    this.settings = settings;
    this.cases = cases;
    this.sessions = sessions;
    this.labels = labels;
    this.rounds = Rounds.open(project, cases, base, settings.rounds());
    this.decisions = new Decisions(project, rounds, settings.reader());
  }

  /**
   * Opens the project in a folder, or begins one.
   *
   * @param store the images; labels that it has already are taken in
   * @param labels names of objects that every picture is asked for
   * @param window of grey values
   * @param sessions of viewers, which use the project's model from here on
   */
  public static ServerRound open(
      Path folder,
      Weights base,
      RoundSettings settings,
      ImageStore store,
      List<String> labels,
      String window,
      Sessions sessions) {
    Project project =
        Files.exists(folder.resolve("project.json"))
            ? Project.open(folder)
            : Project.open(folder, settings.project(new BaseWeights(base).fingerprint()));
    ServerRound round = null;
    try {
      StoreCases cases = new StoreCases(store, labels, window, sessions.mostBytes());
      Remembered remembered = Remembered.in(folder);
      remembered.places().stream()
          .filter(p -> store.find(p.image()).isPresent())
          .forEach(cases::add);
      ServerRound opened =
          new ServerRound(project, base, settings, cases, labels, sessions, remembered);
      store.all().stream()
          .filter(e -> e.labels().containsKey(FINAL))
          .map(ImageStore.Entry::id)
          .forEach(
              id -> opened.pending.put(id, remembered.numbers(id, StoreCases.numbered(labels))));
      opened.useCurrentModel();
      round = opened;
      return opened;
    } finally {
      if (round == null) {
        project.close();
      }
    }
  }

  /** The project. */
  public Project project() {
    return project;
  }

  /** A viewer asked something of a stored image. */
  public void asked(String image, Asked question) {
    told.acted(image, question);
  }

  /**
   * The image that a reader should see next: one of the last round that waits, of an earlier one,
   * or of a round that is begun for it; then those by which models are judged. Empty where nothing
   * waits, or while there are too few patients to begin with.
   */
  public synchronized Optional<String> next() throws IOException {
    if (!takeIn()) {
      return Optional.empty();
    }
    List<String> waiting = waiting();
    if (waiting.isEmpty() && begin()) {
      waiting = waiting();
    }
    if (passed.containsAll(waiting)) {
      passed.clear();
    }
    Optional<String> next = waiting.stream().filter(passed::add).findFirst();
    next.ifPresent(image -> told.acted(image, null));
    return next;
  }

  private List<String> waiting() {
    return project.cases().stream()
        .filter(c -> byId.containsKey(c.id()) && waits(c))
        .sorted(Comparator.comparing(ProjectCase::side).thenComparing(c -> -c.round()))
        .map(c -> cases.place(Objects.requireNonNull(byId.get(c.id()))).image())
        .distinct()
        .toList();
  }

  private static boolean waits(ProjectCase c) {
    boolean decided =
        c.state().acceptedMask().isPresent() || c.state() instanceof CaseState.Rejected;
    return !decided && (c.side() == Side.FROZEN || c.round() > 0);
  }

  private boolean begin() {
    boolean fresh =
        project.cases().stream()
            .anyMatch(
                c ->
                    byId.containsKey(c.id())
                        && c.side() == Side.POOL
                        && c.state() instanceof CaseState.New);
    if (fresh && mayBegin()) {
      rounds.select(settings.cases());
      return true;
    }
    return false;
  }

  /** A round whose training was begun is decided first. */
  private boolean mayBegin() {
    List<ProjectRound> all = project.rounds();
    ProjectRound last = all.isEmpty() ? null : all.get(all.size() - 1);
    return last == null || last.decided() || last.training().isEmpty();
  }

  /**
   * A reader saved the final label of an image: what it holds is accepted, corrected where it
   * differs from what the model said; objects of this round that it does not hold are not visible.
   *
   * @param objects in the file, by number; none where the viewer did not say
   */
  public synchronized void saved(String image, List<LabelFile.Numbered> objects)
      throws IOException {
    remembered.tell(image, numbered(objects));
    pending.put(image, numbered(objects));
    takeIn();
    MedSam2Exception failure = unread.remove(image);
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Refuses a file that cannot be the label of an image, before it takes the place of an earlier
   * one.
   *
   * @param objects as in {@link #saved}
   */
  public void check(String image, Path file, List<LabelFile.Numbered> objects) throws IOException {
    cases.read(image, file, numbered(objects));
  }

  private List<LabelFile.Numbered> numbered(List<LabelFile.Numbered> objects) {
    return objects.isEmpty() ? StoreCases.numbered(labels) : List.copyOf(objects);
  }

  /**
   * A reader stands for the mask of one object on one slice of a stored image; other cases stay as
   * they are.
   *
   * @param prompts that led to it, where there were any
   * @return the case
   */
  public synchronized ProjectCase accepted(
      String image, String label, int slice, Mask mask, Optional<Prompts> prompts, Effort effort)
      throws IOException {
    int index = cases.add(new Place(image, label, slice));
    if (!takeIn()) {
      throw new Refusal(
          409,
          "round",
          "images of more patients than judge models",
          cases.patients() + " patients",
          "offer more images, or begin the project by medsam2 round new");
    }
    if (!queue(Map.of(index, mask))) {
      throw Refusal.busy(60, "round", "the end of its training", "a training that runs");
    }
    remembered.tell(cases.place(index));
    decisions.take(id(index), mask, prompts, effort);
    return project.get(id(index));
  }

  /** Brings the project to what the store holds. Returns whether there are patients enough. */
  private boolean takeIn() throws IOException {
    cases.takeIn();
    if (project.size() == 0 && !settings.suffice(cases.patients())) {
      return false;
    }
    bind();
    for (String image : List.copyOf(pending.keySet())) {
      if (isOver(image)) {
        pending.remove(image);
      }
    }
    return true;
  }

  /** A label that cannot be read, as one that was there before, stands in no other's way. */
  private boolean isOver(String image) {
    List<LabelFile.Numbered> objects = pending.get(image);
    try {
      return objects == null || decide(image, objects);
    } catch (FormatException | InvalidInputException | Refusal e) {
      unread.put(image, e);
    } catch (IOException e) {
      unread.put(
          image, Refusal.wrong("image and label", "files to read", e.getClass().getSimpleName()));
    }
    return true;
  }

  private void bind() {
    if (cases.size() > bound) {
      project.add(cases);
      for (; bound < cases.size(); bound++) {
        int index = bound;
        project.idOf(cases, index).ifPresent(id -> byId.put(id, index));
      }
    }
  }

  /** Masks of one image; false where they have to wait for the end of a training. */
  private boolean decide(String image, List<LabelFile.Numbered> objects) throws IOException {
    Slicing size = cases.picture(image).size();
    Map<Integer, Mask> masks = new LinkedHashMap<>();
    for (LabelFile.Named named : cases.label(image, FINAL, objects)) {
      for (int slice = 0; slice < size.depth(); slice++) {
        Mask mask = named.slices().at(slice);
        if (!mask.isEmpty()) {
          masks.put(cases.add(new Place(image, named.name(), slice)), mask);
        }
      }
    }
    bind();
    for (int i = 0; i < cases.size(); i++) {
      if (cases.place(i).image().equals(image)) {
        masks.putIfAbsent(i, Mask.empty(size.width(), size.height()));
      }
    }
    return queue(masks) && take(image, masks);
  }

  /** Cases that nobody chose before belong to a round of their own. */
  private boolean queue(Map<Integer, Mask> masks) {
    List<ProjectEvent.Pick> picks = new ArrayList<>();
    masks.forEach(
        (index, mask) -> {
          ProjectCase c = project.get(id(index));
          if (!mask.isEmpty() && c.side() == Side.POOL && c.state() instanceof CaseState.New) {
            picks.add(new ProjectEvent.Pick(c.id(), false));
          }
        });
    if (picks.isEmpty()) {
      return true;
    }
    boolean may = mayBegin();
    if (may) {
      project.begin(picks);
    }
    return may;
  }

  private boolean take(String image, Map<Integer, Mask> masks) {
    Effort effort = null;
    for (Map.Entry<Integer, Mask> entry : masks.entrySet()) {
      Optional<Prompts> prompts = told.prompts(image, cases.place(entry.getKey()).slice());
      Effort first = effort == null ? told.effort(image, prompts) : Effort.NONE;
      effort = first;
      decisions.take(id(entry.getKey()), entry.getValue(), prompts, first);
    }
    return true;
  }

  private String id(int index) {
    return project.idOf(cases, index).orElseThrow();
  }

  /** How many saved labels wait for patients enough, or for the end of a training. */
  public synchronized int pending() {
    return pending.size();
  }

  /** Another look at the same project, for a training beside the readers; to be closed. */
  Rounds beside() {
    return Rounds.open(project, cases, base, settings.rounds());
  }

  RoundSettings settings() {
    return settings;
  }

  /** Begins a round of what is accepted where the last one has its model, before a training. */
  synchronized void prepare() throws IOException {
    if (!takeIn()) {
      throw new Refusal(
          409,
          "round",
          "images of more than " + settings.least(cases.patients()) + " patients",
          cases.patients() + "",
          "add images: some patients judge, and others are learnt from");
    }
    List<ProjectRound> all = project.rounds();
    if (!all.isEmpty() && all.get(all.size() - 1).decided()) {
      if (!begin()) {
        throw new Refusal(
            409, "round", "a new image to learn from", "none", "add images, or label further ones");
      }
    }
  }

  /** New sessions use the model that the project uses. */
  synchronized void useCurrentModel() {
    String current = project.currentModel();
    if (!current.equals(project.base())) {
      MedSam2 model = MedSam2.load(project.modelFile(current), settings.serving());
      models.push(model);
      sessions.use(model);
    }
  }

  @Override
  public synchronized void close() {
    rounds.close();
    project.close();
    models.forEach(MedSam2::close);
    models.clear();
  }
}
