// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session;

import com.google.gson.JsonObject;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.json.JsonFields;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Journals of sessions as text files: what was asked, to be {@code VideoSession.replay}ed or
 * audited. UTF-8; one JSON object per line, each line ended by LF:
 *
 * <pre>
 * {"format":"medsam2-journal","version":1,"events":5}
 * {"event":"prompted","object":"lesion","frame":12,"prompts":[{"box":[120.0,80.0,260.0,190.0]},
 *     {"point":[150.0,120.0],"label":0}]}
 * {"event":"prompted","object":"vein","frame":3,"prompts":[{"mask":{"size":[64,80],"counts":".."}}]}
 * {"event":"prompted","object":"lesion","frame":12,"prompts":[{"words":{"segment":"CASS 13",
 *     "artery":"LAD","view":[-30.0,25.0],"approximate":false,"text":"CASS 13, LAD, RAO 30 CRA 25"}}]}
 * {"event":"propagated","objects":["lesion"],"from":12,"to":40,"reverse":false,"beforeFirst":false}
 * {"event":"cleared","object":"lesion","frame":12}
 * {"event":"removed","object":"lesion"}
 * </pre>
 *
 * <p>(Events are broken over two lines here only.) Label 1 is a point on the object, 0 one beside
 * it. Words are a segment, an artery, a view in DICOM's signs, or some of them, with the text as it
 * was given. A mask is {@linkplain io.github.medsam2.io.CocoRle compressed run lengths}, its size
 * rows before columns. Keys may come in any order; none may be missing or unknown. Names of objects
 * go into the file as they are.
 */
public final class SessionJournal {
  static final String FORMAT = "medsam2-journal";
  static final int VERSION = 1;

  /** Bytes of a line: many times what the mask of a vessel tree takes. */
  private static final int LINE = 1 << 20;

  private static final int BUFFER = 1 << 16;

  private SessionJournal() {}

  /**
   * Writes a journal, whole or not at all; an existing file is replaced.
   *
   * @throws InvalidInputException if an event holds what a journal file cannot: more than 1 MiB
   */
  public static void write(Path file, List<SessionEvent> events) {
    List<SessionEvent> all = List.copyOf(events);
    AtomicFiles.write(
        file,
        "journal",
        out -> {
          out.write(JsonLine.encode(header(all.size())));
          int line = 1;
          for (SessionEvent event : all) {
            byte[] text = JsonLine.encode(EventJson.of(event));
            line++;
            if (text.length > LINE) {
              throw new InvalidInputException(
                  "journal, line " + line,
                  "at most " + LINE + " bytes",
                  text.length + " bytes",
                  "prompt with fewer points, or a smoother mask");
            }
            out.write(text);
          }
        });
  }

  /**
   * Reads a journal.
   *
   * @throws FormatException naming the line, if the file is damaged, cut, of another version, or
   *     holds more than half of the heap this JVM may grow to could bear
   */
  public static List<SessionEvent> read(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      return read(new JsonLines(in, LINE));
    } catch (IOException e) {
      throw new MedSam2Exception(
          "journal", "a readable file", e.getClass().getSimpleName(), "check path and rights", e);
    }
  }

  private static List<SessionEvent> read(JsonLines lines) throws IOException {
    JsonLine first = lines.next();
    int count = first == null ? 0 : first.read(SessionJournal::count);
    List<SessionEvent> events = new ArrayList<>();
    for (JsonLine line = lines.next(); line != null; line = lines.next()) {
      events.add(line.read(o -> EventJson.event(o, lines.budget())));
    }
    if (first == null || count != events.size()) {
      throw new FormatException(
          "journal, line " + (lines.number() + 1),
          first == null ? "a first line that names format and version" : count + " events",
          first == null ? "an empty file" : events.size() + " events",
          "the file was cut or lines were added: take a whole copy");
    }
    return List.copyOf(events);
  }

  private static JsonObject header(int events) {
    JsonObject o = new JsonObject();
    o.addProperty("format", FORMAT);
    o.addProperty("version", VERSION);
    o.addProperty("events", events);
    return o;
  }

  private static int count(JsonFields first) {
    String format = first.text("format");
    int version = first.whole("version");
    if (!format.equals(FORMAT) || version != VERSION) {
      throw new InvalidInputException(
          "format and version",
          FORMAT + " " + VERSION,
          "others",
          "read it with the release of this library that wrote it, or a newer one");
    }
    int events = first.whole("events");
    first.end();
    return events;
  }
}
