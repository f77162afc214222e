// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.Strictness;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.error.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An archive over DICOMweb (PS3.18): search with QIDO-RS, retrieve with WADO-RS, store with
 * STOW-RS.
 *
 * <pre>{@code
 * try (DicomWeb pacs = DicomWeb.at(URI.create("http://localhost:8042/dicom-web")).build()) {
 *   List<DataSet> studies = pacs.studies(DicomQuery.all().where(Tag.MODALITIES_IN_STUDY, "XA"));
 *   DicomFile cine = pacs.fetch(study, series, instance);
 *   pacs.store(Path.of("segmentation.dcm")).requireAllStored();
 * }
 * }</pre>
 *
 * <p>Objects come as the archive keeps them, not transcoded. Every call ends within the limits, and
 * with a {@link DicomWebException} where the archive fails; an interrupt of the calling thread, or
 * {@link #close} by another, ends it early. Nothing is written but files that are named, and those
 * whole or not at all. Addresses within answers are never followed. Thread-safe.
 */
public final class DicomWeb implements AutoCloseable {
  private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");
  private static final String JSON = "application/dicom+json";
  private static final String OBJECTS =
      "multipart/related; type=\"application/dicom\"; transfer-syntax=*";
  private static final String FRAMES =
      "multipart/related; type=\"application/octet-stream\"; transfer-syntax=*";
  private static final String PICTURE = "image/png"; // Orthanc refuses a list of types
  private static final int PAGE = 200;
  private static final Pattern PART = Pattern.compile("(?!\\.+$)[A-Za-z0-9._,-]{1,256}");
  private static final Pattern TEXT = Pattern.compile("[\\x20-\\x7e&&[^#\\\\]]{0,2048}");

  private final Calls calls;
  private final ExecutorService threads;
  private final DicomLimits objects;

  DicomWeb(DicomWebBuilder setup) {
    this.threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "medsam2-dicomweb");
              thread.setDaemon(true);
              return thread;
            });
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .executor(threads)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(setup.limits.connect());
    setup.tls.ifPresent(client::sslContext);
    this.calls = new Calls(client.build(), setup.root, setup.headers, setup.limits);
    this.objects = setup.objects;
  }

  /**
   * Begins a client of an archive.
   *
   * @param root where its DICOMweb services lie, such as {@code http://localhost:8042/dicom-web}
   */
  public static DicomWebBuilder at(URI root) {
    return new DicomWebBuilder(root);
  }

  /**
   * How far a download is.
   *
   * @param objects that are there
   * @param bytes of them
   */
  public record Progress(int objects, long bytes) {}

  /** Studies that match. */
  public List<DataSet> studies(DicomQuery query) {
    return search("search for studies", "studies", query, Tag.STUDY_INSTANCE_UID);
  }

  /** Series of any study that match. */
  public List<DataSet> series(DicomQuery query) {
    return search("search for series", "series", query, Tag.SERIES_INSTANCE_UID);
  }

  /** Series of a study that match. */
  public List<DataSet> series(String study, DicomQuery query) {
    String path = "studies/" + uid(study) + "/series";
    return search("search for series", path, query, Tag.SERIES_INSTANCE_UID);
  }

  /** Objects of a series that match. */
  public List<DataSet> instances(String study, String series, DicomQuery query) {
    String path = seriesPath(study, series) + "/instances";
    return search("search for objects", path, query, Tag.SOP_INSTANCE_UID);
  }

  private static String uid(String uid) {
    if (!UID.matcher(requireGiven(uid, "a UID")).matches()) {
      throw new InvalidInputException(
          "UID", "1 to 64 digits and dots", "another text", "take it from a search or a file");
    }
    return uid;
  }

  private static String seriesPath(String study, String series) {
    return "studies/" + uid(study) + "/series/" + uid(series);
  }

  private static String instancePath(String study, String series, String instance) {
    return seriesPath(study, series) + "/instances/" + uid(instance);
  }

  /** Page after page, until one is not full, or nothing new is on it. */
  private List<DataSet> search(String service, String path, DicomQuery query, Tag key) {
    Deadline deadline = new Deadline(service, calls.limits());
    int most = Math.min(query.most(), calls.limits().matches());
    List<DataSet> all = new ArrayList<>();
    Optional<String> first = Optional.empty();
    while (all.size() < most) {
      int count = Math.min(PAGE, most - all.size());
      List<DataSet> page = page(deadline, path + "?" + query.text(count, all.size()));
      Optional<String> begins = page.stream().findFirst().flatMap(d -> d.text(key));
      if (page.isEmpty() || (first.isPresent() && begins.equals(first))) {
        break; // an archive that does not know offsets begins again
      }
      first = first.isPresent() ? first : begins;
      all.addAll(page.subList(0, Math.min(page.size(), most - all.size())));
      if (page.size() < count) {
        break;
      }
    }
    return List.copyOf(all);
  }

  private List<DataSet> page(String service, String path) {
    return page(new Deadline(service, calls.limits()), path);
  }

  private List<DataSet> page(Deadline deadline, String path) {
    try (Calls.Answer answer = calls.get(deadline, path, JSON)) {
      return answer.status() == 204 ? List.of() : JsonModel.read(answer.body(), calls.limits());
    }
  }

  /** All elements but bulk data of the objects of a series. */
  public List<DataSet> metadata(String study, String series) {
    return page("metadata of a series", seriesPath(study, series) + "/metadata");
  }

  /** All elements but bulk data of an object. */
  public DataSet metadata(String study, String series, String instance) {
    List<DataSet> all =
        page("metadata of an object", instancePath(study, series, instance) + "/metadata");
    return all.stream()
        .findFirst()
        .orElseThrow(
            () ->
                new DicomWebException(
                    "DICOMweb, metadata of an object", "its data set", "none", "repeat the call"));
  }

  /**
   * An object, held in memory.
   *
   * @return to be closed
   */
  public DicomFile fetch(String study, String series, String instance) {
    try (Calls.Answer answer = object(study, series, instance)) {
      DicomFile file = DicomFile.read(Parts.of(answer).first(), objects, Strictness.LENIENT);
      boolean own = false;
      try {
        requireInstance(Download.about(file), instance);
        own = true;
        return file;
      } finally {
        if (!own) {
          file.close();
        }
      }
    }
  }

  /** An object, written to a file; an existing one is replaced once the new one is whole. */
  public void fetch(String study, String series, String instance, Path target) {
    Path file = requireGiven(target, "a file").toAbsolutePath();
    try (Calls.Answer answer = object(study, series, instance);
        Download download = new Download()) {
      download.write(
          Parts.of(answer).first(),
          file.resolveSibling(""),
          about -> {
            requireInstance(about, instance);
            return file;
          });
      download.finish();
    }
  }

  private Calls.Answer object(String study, String series, String instance) {
    return calls.get("fetch of an object", instancePath(study, series, instance), OBJECTS);
  }

  private static void requireInstance(Download.About about, String instance) {
    if (!about.instance().equals(instance)) {
      throw other("fetch of an object");
    }
  }

  private static DicomWebException other(String service) {
    return new DicomWebException(
        "DICOMweb, " + service, "what was asked for", "another object", "see the archive's log");
  }

  /**
   * All objects of a series, written to a folder as {@code SOPInstanceUID.dcm}.
   *
   * @param goOn told after each object; false ends the call, and nothing is written then
   * @return the files in the order they came; empty where it was ended
   */
  public List<Path> fetchSeries(
      String study, String series, Path folder, Predicate<Progress> goOn) {
    Path target = requireGiven(folder, "a folder").toAbsolutePath();
    List<Path> files = new ArrayList<>();
    try (Calls.Answer answer = calls.get("fetch of a series", seriesPath(study, series), OBJECTS);
        Download download = new Download()) {
      Parts parts = Parts.of(answer);
      long bytes = 0;
      while (parts.next()) {
        bytes += download.write(parts.body(), target, about -> named(about, series, target, files));
        if (!goOn.test(new Progress(files.size(), bytes))) {
          return List.of();
        }
      }
      download.finish();
      return List.copyOf(files);
    }
  }

  private static Path named(Download.About about, String series, Path folder, List<Path> files) {
    boolean own = about.series().equals(series) && UID.matcher(about.instance()).matches();
    Path file = folder.resolve(own ? about.instance() + ".dcm" : "none");
    if (!own || files.contains(file)) {
      throw other("fetch of a series");
    }
    files.add(file);
    return file;
  }

  /**
   * Frames of an object as they are stored, held in memory.
   *
   * @param frames from 0 on, at least one
   */
  public List<WebFrame> frames(String study, String series, String instance, int... frames) {
    if (frames.length == 0 || Arrays.stream(frames).anyMatch(f -> f < 0)) {
      throw new InvalidInputException(
          "frames", "at least one number from 0 on", "others", "count frames from 0");
    }
    String numbers =
        Arrays.stream(frames).mapToObj(f -> f + 1 + "").collect(Collectors.joining(","));
    String path = instancePath(study, series, instance) + "/frames/" + numbers;
    List<WebFrame> all = new ArrayList<>();
    try (Calls.Answer answer = calls.get("fetch of frames", path, FRAMES)) {
      Parts parts = Parts.of(answer);
      long left = objects.bufferedBytes();
      while (parts.next()) {
        byte[] bytes = whole(parts.body(), left);
        left -= bytes.length;
        all.add(new WebFrame(bytes, parts.type().transferSyntax().map(TransferSyntax::of)));
      }
    }
    if (all.size() != frames.length) {
      throw new DicomWebException(
          "DICOMweb, fetch of frames",
          frames.length + " frames",
          all.size() + "",
          "fetch them all");
    }
    return List.copyOf(all);
  }

  private byte[] whole(InputStream in, long most) {
    int bound = (int) Math.min(most, Integer.MAX_VALUE - 8L);
    try {
      byte[] bytes = in.readNBytes(bound);
      if (bytes.length < bound || in.read() < 0) {
        return bytes;
      }
    } catch (IOException e) {
      throw new IllegalStateException(e); // ours does not throw it
    }
    throw new DicomWebException(
        "DICOMweb, answer in memory",
        "at most " + objects.bufferedBytes() + " bytes",
        "more",
        "fetch the object to a file, or raise DicomLimits.withBufferedBytes by objects(..)");
  }

  /** A picture of an object, PNG, as the archive shows it; of a cine usually frame 0. */
  public byte[] rendered(String study, String series, String instance) {
    String path = instancePath(study, series, instance) + "/rendered";
    try (Calls.Answer answer = calls.get("picture of an object", path, PICTURE)) {
      return whole(answer.body(), objects.bufferedBytes());
    }
  }

  /**
   * An answer as the archive gives it, for a program that hands it on.
   *
   * @param path below the root, in parts of letters, digits and {@code . _ , -}
   * @param query as it was sent, without its question mark; may be empty
   * @param accept types that are asked for
   * @return to be closed
   */
  public Relayed relay(List<String> path, String query, String accept) {
    boolean plain =
        !path.isEmpty()
            && path.stream().allMatch(part -> PART.matcher(part).matches())
            && TEXT.matcher(query).matches()
            && TEXT.matcher(accept).matches();
    String to = String.join("/", path) + (query.isEmpty() ? "" : "?" + query);
    if (!plain || !isUri(to)) {
      throw new InvalidInputException(
          "request to an archive", "a path and query of DICOMweb", "others", "ask for less");
    }
    Calls.Answer answer = calls.get("relay", to, accept);
    // Nobody may ever read it: then the connection is let go when the call's time is over.
    CompletableFuture<Void> end = new CompletableFuture<>();
    end.thenRun(answer::close);
    end.completeOnTimeout(null, calls.limits().call().toMillis(), TimeUnit.MILLISECONDS);
    return new Relayed(answer, end);
  }

  private static boolean isUri(String text) {
    try {
      new URI(text);
      return true;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** What an archive answered; to be closed. */
  public static final class Relayed implements AutoCloseable {
    private final Calls.Answer answer;
    private final CompletableFuture<Void> end;

    private Relayed(Calls.Answer answer, CompletableFuture<Void> end) {
      this.answer = answer;
      this.end = end;
    }

    /** The status of HTTP, 200 to 299. */
    public int status() {
      return answer.status();
    }

    /** The header Content-Type; empty where there is none. */
    public String type() {
      return answer.header();
    }

    /** The body, within the client's limits of time and of bytes of a call. */
    public InputStream body() {
      DicomWebLimits limits = answer.home().limits();
      return new BoundedStream(
          answer.body(), limits.callBytes(), () -> MultipartReader.callTooLarge(limits));
    }

    @Override
    public void close() {
      end.complete(null); // and nothing waits for the end of its time any more
    }
  }

  /** Stores files, all in one call. What became of each is in the report. */
  public StoreReport store(Path... files) {
    return store(List.of(files));
  }

  /** Stores files, all in one call. What became of each is in the report. */
  public StoreReport store(List<Path> files) {
    Outgoing out = new Outgoing();
    files.forEach(out::add);
    return store(out);
  }

  /** Stores an object from its bytes, which are not to be written to meanwhile. */
  public StoreReport store(byte[] object) {
    Outgoing out = new Outgoing();
    out.add(object);
    return store(out);
  }

  private StoreReport store(Outgoing out) {
    if (out.uids().isEmpty()) {
      throw new InvalidInputException("objects to store", "at least one", "none", "name a file");
    }
    try (Calls.Answer answer = calls.post("studies", out)) {
      boolean said = answer.status() != 204 && answer.type().name().endsWith("json");
      Optional<DataSet> told =
          said
              ? JsonModel.read(answer.body(), calls.limits()).stream().findFirst()
              : Optional.empty();
      return StoreReport.of(out.uids(), told);
    }
  }

  /** Ends what is under way, and takes no more. */
  @Override
  public void close() {
    calls.close();
    threads.shutdown();
  }
}
