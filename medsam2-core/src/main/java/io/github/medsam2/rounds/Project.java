// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Prompts;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A folder of cases, masks and decisions that is whole at any moment: what a method returned for
 * survives the process and the power.
 *
 * <pre>
 * project.json            what it was begun with
 * key                     of its keyed hashes; leave it out of copies for others
 * journal/000001.jsonl    what happened, event by event; the only truth
 * objects/ab/cdef..       masks and reports under their SHA-256
 * models/..safetensors    under the fingerprint of their weights
 * rounds/03/train         of a training; may be deleted once the round is decided
 * LOCK                    who is using it
 * </pre>
 *
 * <p>No image, and no name of a patient or file, is in it. Steps that are out of order are refused
 * and change nothing. Readers are named by up to 32 letters, digits and {@code _ . -}; an effort is
 * what was done since the case's last event. Thread-safe; one process uses a folder at a time.
 */
public final class Project implements AutoCloseable {
  private final ProjectStore store;

  private Project(ProjectStore store) {
    this.store = store;
  }

  /**
   * Begins a project, or goes on with the one in the folder.
   *
   * @throws io.github.medsam2.error.InvalidInputException when the folder holds another project, or
   *     somebody uses it
   * @throws io.github.medsam2.error.FormatException when it was damaged
   */
  public static Project open(Path folder, ProjectOptions options) {
    return new Project(ProjectStore.open(folder, Optional.of(options)));
  }

  /** Goes on with the project in the folder. */
  public static Project open(Path folder) {
    return new Project(ProjectStore.open(folder, Optional.empty()));
  }

  /**
   * Adds the cases of a source that are not there yet. The first ones decide which patients are
   * frozen; later patients go to the pool, and cases of a frozen patient are frozen.
   *
   * @return how many were added
   */
  public synchronized int add(CaseSource source) {
    return new Intake(store, source).add();
  }

  /**
   * Adds the cases of a source that are not there yet to one side, where others made the split.
   * Frozen ones come in one source.
   *
   * @return how many were added
   */
  public synchronized int add(CaseSource source, Side side) {
    return new Intake(store, source).add(side);
  }

  /** Freezes as many other patients, of whom nothing was looked at, and releases those before. */
  public synchronized void renewFrozen() {
    store.write(Frozen.renewed(store.state(), store.file().options().seed()));
  }

  /**
   * Begins the next round.
   *
   * @param picks at least one new case of the pool, none twice
   * @return its number
   */
  public synchronized int begin(List<ProjectEvent.Pick> picks) {
    int number = rounds().size() + 1;
    store.write(new ProjectEvent.RoundBegun(number, currentModel(), List.copyOf(picks)));
    return number;
  }

  /**
   * Keeps what a model proposes for a queued case.
   *
   * @param model its id
   * @param iou the model's own estimate, 0 to 1
   * @param prompts that led to it; boxes and points are kept
   * @param pixels SHA-256 of the image's samples; another image under the same id is refused
   */
  public synchronized void propose(
      String id, Mask mask, String model, double iou, Prompts prompts, String pixels) {
    Checks.share(iou);
    store.write(
        MaskObject.of(mask),
        object ->
            new ProjectEvent.Proposed(id, object, model, iou, CaseEventJson.kept(prompts), pixels));
  }

  /** Keeps the mask a reader made of a proposal; of a frozen case, from scratch. */
  public synchronized void correct(String id, String by, Mask mask, Effort effort) {
    Checks.reader(by);
    store
        .state()
        .get(id)
        .state()
        .mask()
        .ifPresent(earlier -> Checks.sameSize(id, mask(earlier), mask));
    store.write(MaskObject.of(mask), object -> new ProjectEvent.Corrected(id, by, object, effort));
  }

  /** A reader stands for the mask that is there; an empty one is refused. */
  public synchronized void accept(String id, String by, Effort effort) {
    Checks.reader(by);
    Optional<String> mask = store.state().get(id).state().mask();
    mask.ifPresent(m -> Checks.notEmpty(id, mask(m)));
    store.write(new ProjectEvent.Accepted(id, by, mask.orElse(""), effort));
  }

  /** A reader will not have the case. */
  public synchronized void reject(String id, String by, RejectReason reason, Effort effort) {
    Checks.reader(by);
    store.write(new ProjectEvent.Rejected(id, by, reason, effort));
  }

  /**
   * A reader takes a decision back: what was accepted is to be corrected again, and models that
   * learnt from it are marked; what was rejected is queued again.
   */
  public synchronized void reopen(String id, String by) {
    Checks.reader(by);
    store.write(new ProjectEvent.Reopened(id, by));
  }

  /** Uses an earlier model, or the base, again. Nothing is deleted. */
  public synchronized void rollBack(String model) {
    store.write(new ProjectEvent.Promoted(0, model, List.of("rolled back")));
  }

  /** Steps of a round. */
  synchronized void write(ProjectEvent event) {
    store.write(event);
  }

  synchronized void write(byte[] object, Function<String, ProjectEvent> event) {
    store.write(object, event);
  }

  /** What was removed from the end of the journal when it was opened; usually nothing. */
  public synchronized Optional<String> mended() {
    return store.mended();
  }

  /** All that happened. */
  public synchronized List<ProjectEntry> history() {
    return store.state().history();
  }

  /** All cases, in the order they were added. */
  public synchronized List<ProjectCase> cases() {
    return store.state().cases();
  }

  /** How many cases there are. */
  public synchronized int size() {
    return store.state().size();
  }

  /** A case. */
  public synchronized ProjectCase get(String id) {
    return store.state().get(id);
  }

  /** The project's id of a source's case, where it was added. */
  public synchronized Optional<String> idOf(CaseSource source, int index) {
    return store.state().idOf(Intake.key(store, source, index));
  }

  /** A mask by its id, from a {@link CaseState}. */
  public synchronized Mask mask(String object) {
    return store.mask(object);
  }

  synchronized byte[] object(String id) {
    return store.object(id);
  }

  /** The cases of the last round's training, with the masks it began with. */
  synchronized List<ProjectCase> lastTraining() {
    return store.state().rounds().masksOfTraining().entrySet().stream()
        .map(e -> get(e.getKey()).in(new CaseState.Accepted(e.getValue())))
        .toList();
  }

  /** The rounds so far. */
  public synchronized List<ProjectRound> rounds() {
    return store.state().rounds().rounds();
  }

  /** The models by id, the base first. */
  public synchronized Map<String, ProjectModel> models() {
    return store.state().rounds().models();
  }

  /** The id of the model in use. */
  public synchronized String currentModel() {
    return store.state().rounds().current();
  }

  /** The id of the model all are trained from. */
  public String base() {
    return store.file().options().base();
  }

  /** Looks at the frozen patients since they were drawn; after 10 they are to be renewed. */
  public synchronized int looks() {
    return store.state().rounds().looks();
  }

  /** What was begun with, the base included. */
  public ProjectOptions options() {
    return store.file().options();
  }

  /** The file of a trained model. */
  public Path modelFile(String model) {
    return store.folder().resolve("models").resolve(model + ".safetensors");
  }

  Path roundFolder(int round) {
    String name = String.format(Locale.ROOT, "%02d", round);
    return store.folder().resolve("rounds").resolve(name);
  }

  @Override
  public synchronized void close() {
    store.close();
  }
}
