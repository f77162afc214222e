// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.run;

import io.github.medsam2.MedSam2;
import io.github.medsam2.batch.input.Material;
import io.github.medsam2.batch.manifest.CaseRequest;
import io.github.medsam2.batch.manifest.Manifest;
import io.github.medsam2.batch.output.FoundObject;
import io.github.medsam2.batch.store.Failure;
import io.github.medsam2.batch.store.Marker;
import io.github.medsam2.batch.store.ResultStore;
import io.github.medsam2.batch.store.Staging;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.receipt.ModelIdentity;
import java.util.List;
import java.util.Optional;

/**
 * Does cases, each exactly once: what is done already is left alone, what fails is noted and stops
 * nothing. Thread-safe; the model stays the caller's.
 */
public final class CaseRunner {
  private static final double NANOS = 1e9;

  private final MedSam2 model;
  private final ModelIdentity identity;
  private final String modelText;
  private final Inputs inputs;
  private final ResultStore store;
  private final Settings settings;

  /** Does cases with a model. Reads all weights once, for their hash. */
  public CaseRunner(MedSam2 model, Inputs inputs, ResultStore store, Settings settings) {
    this.model = model;
    this.identity = model.identity();
    this.modelText = identity.toJson();
    this.inputs = inputs;
    this.store = store;
    this.settings = settings;
  }

  /** Does the case of a line; a line that is no case fails. */
  public Outcome run(Manifest.Line line) {
    return line.request()
        .map(this::run)
        .orElseGet(
            () -> {
              String id = line.id();
              Exception fault = line.fault().orElseThrow();
              return failed(CaseKey.unreadable(id), id, fault);
            });
  }

  /** Does a case. */
  public Outcome run(CaseRequest request) {
    String key = CaseKey.unreadable(request.id());
    try (Inputs.Local input = inputs.fetch(request.input())) {
      String content = request.content().orElseGet(() -> CaseKey.content(input.path()));
      key = CaseKey.of(request, content, modelText, settings);
      Optional<Outcome> known = known(key);
      return known.isPresent() ? known.get() : done(key, request, input);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      return failed(key, request.id(), e);
    }
  }

  private Optional<Outcome> known(String key) {
    Optional<Marker> marker = store.marker(key);
    if (marker.isPresent()) {
      if (!settings.hashes() || store.holds(marker.get())) {
        return Optional.of(new Outcome.Already(marker.get()));
      }
      store.remove(marker.get());
    }
    return store
        .failure(key)
        .filter(f -> f.quarantined() && !settings.again())
        .map(f -> new Outcome.Failed(f, false));
  }

  private Outcome done(String key, CaseRequest request, Inputs.Local input) {
    long begun = System.nanoTime();
    Intensity window = request.window().map(Intensity.class::cast).orElse(settings.intensity());
    try (Material material = Material.open(input.path(), window);
        Staging staging = store.begin()) {
      CaseRequest full = withObjects(request, material);
      ShownObjects shown = new ShownObjects(material, inputs);
      List<FoundObject> found =
          new CaseWork(model, full, material, settings.memory())
              .find(full.objects().stream().map(shown::of).toList());
      settings.writer().write(staging.folder(), material, found, identity);
      double seconds = (System.nanoTime() - begun) / NANOS;
      String name = staging.name();
      Marker marker =
          store.commit(
              staging, new ResultStore.Done(key, request.id(), seconds, identity.weights()));
      return marker.folder().endsWith(name)
          ? new Outcome.Done(marker)
          : new Outcome.Already(marker);
    }
  }

  private CaseRequest withObjects(CaseRequest request, Material material) {
    if (!request.objects().isEmpty()) {
      return request;
    }
    Detector detector =
        settings
            .detector()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "case", "objects", "none, and no detector", "say what to look for"));
    CaseRequest found = request.withObjects(detector.find(request, material.frames()));
    if (found.objects().isEmpty()) {
      throw new AbsentObjectException("an object", "none that the detector finds");
    }
    return found;
  }

  private Outcome failed(String key, String id, Throwable e) {
    int attempts = 1 + store.failure(key).map(Failure::attempts).orElse(0);
    boolean lasting =
        e instanceof FormatException
            || e instanceof InvalidInputException
            || e instanceof AbsentObjectException;
    Failure failure =
        new Failure(
            key,
            id,
            e.getClass().getSimpleName(),
            reason(e),
            attempts,
            lasting || attempts > settings.retries());
    store.fail(failure);
    return new Outcome.Failed(failure, true);
  }

  /** Messages of our own hold no patient's data; of others' nothing is known. */
  private static String reason(Throwable e) {
    return e instanceof MedSam2Exception
        ? String.valueOf(e.getMessage())
        : e instanceof OutOfMemoryError
            ? "memory: expected enough for this case, found too little; give the JVM more"
            : "unexpected " + e.getClass().getName() + " at " + place(e);
  }

  private static String place(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return trace.length == 0 ? "an unknown place" : trace[0].toString();
  }
}
