// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong input is one line that helps, an exit code, and no trace of anything else. */
class WrongInputTest {
  @TempDir static Path folder;

  @BeforeAll
  static void make() throws IOException {
    Made.into(folder.resolve("in"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2 | segmnt | did you mean",
        "2 | | no command",
        "2 | segment | IMAGE",
        "2 | segment in/angiogram.png | --box",
        "2 | segment in/angiogram.png --box 1,2,3 | X0,Y0,X1,Y1",
        "2 | segment in/angiogram.png --box 9,9,1,1 | box",
        "2 | segment in/angiogram.png --box 1,2,3,4 --boxx 1 | --box",
        "2 | segment in/angiogram.png --point a,b | X,Y",
        "2 | segment in/angiogram.png --words nonsense | word",
        "1 | segment in/none.png --point 1,1 | none.png",
        "1 | segment in/angiogram.png --model in/wordless.safetensors --words midRCA | text"
            + " encoder",
        "1 | segment in/angiogram.png --frame 2 --point 1,1 | DICOM",
        "1 | segment in/angio.dcm --frame 5 --point 1,1 | 1 to 4",
        "1 | segment in/angiogram.png --point 1,1 --engine cuda | onnx",
        "1 | segment in/angiogram.png --point 1,1 --model in/vessel.png | checkpoint",
        "1 | segment in/angiogram.png --point 1,1 --crop 100,100,60,60 | region",
        "1 | segment in/angiogram.png --point 1,1 --adapter in/cases | adapter_config.json",
        "1 | segment in/angiogram.png --point 1,1 --threads -1 | threads",
        "2 | track in/angio.dcm | --box",
        "2 | track in/angio.dcm --point 1,1 --direction up | FORWARD",
        "1 | track in/angiogram.png --point 1,1 | DICOM",
        "1 | track in/nowhere --point 1,1 | ",
        "2 | volume in/ct.nii.gz | --box",
        "2 | volume in/ct.nii.gz --point 1,1 --window foot | abdomen",
        "1 | volume in/ct.nii.gz --point 1,1 --window bone --slice 9 | 1 to 4",
        "1 | volume in/cases --point 1,1 | DICOM",
        "1 | volume in/angiogram.png --point 1,1 | .nii",
        "1 | volume in/ct.nii.gz --point 1,1 | --window abdomen",
        "2 | qca in/angio.dcm | --mask",
        "2 | qca in/angio.dcm --mask in/vessel.png --catheter 6 | FRENCH,WIDTH",
        "2 | qca in/angio.dcm --mask in/vessel.png --segment 99 | segment",
        "2 | qca in/angio.dcm --mask in/vessel.png --mm-per-pixel 1 --catheter 6,8 | two"
            + " calibrations",
        "1 | qca in/angio.dcm --mask in/cases/images/000000-0000.png | 128x128",
        "2 | train in/cases | --updates",
        "1 | train in/frames --updates 1 | cases",
        "1 | train in/cases --updates 0 | at least 1",
        "2 | lora in/cases --updates 1 --rank 0 | rank",
        "2 | round | rollback",
        "2 | round nwe a b | nwe",
        "1 | round propose in/cases in/cases --work out/w | project.json",
        "1 | round status in/cases | project.json",
        "1 | round rollback in/cases base | project.json",
        "1 | evaluate in/frames | cases",
        "1 | evaluate in/cases --protocol nothing | clicks-1",
        "1 | evaluate in/cases --first 0 | 1 or more",
        "2 | compare in/cases | --with",
        "1 | compare in/cases --with in/vessel.png | checkpoint",
        "2 | batch | --report",
        "2 | batch in/none.jsonl | list of cases",
        "2 | batch in/list.jsonl --shard x/y | 0/8",
        "1 | batch in/list.jsonl --shard 8/8 | part of the list",
        "1 | batch in/list.jsonl --shard 4 | --shard I/N",
        "2 | batch in/list.jsonl --write movie | movie",
        "1 | batch in/list.jsonl --workers 0 | workers",
        "1 | batch in/list.jsonl --out in/key | folder of results",
        "2 | convert xca-nano out/a.onnx | .safetensors",
        "1 | convert in/vessel.png out/a.pt | checkpoint",
        "1 | convert xca-nano in/none/a.pt | ",
        "1 | inspect in/none | in/none",
        "1 | inspect in/key | format",
        "2 | phantom --lesion 2,0.5 | CASS",
        "2 | phantom --seed x | whole number",
        "1 | round new out/begun in/frames | cases",
        "2 | phantom --lesion 13,0.5,60,12 | tree",
        "2 | phantom --view upwards | view",
        "1 | phantom --frames 0 --out out/p | frames",
        "2 | redact in/angio.dcm | --out",
        "1 | redact in/angiogram.png --out out/r | DICOM",
        "1 | redact in/frames --out out/r | DICOM",
        "1 | redact in/angio.dcm --key in/cases/samples.jsonl/x --out out/r | key",
        "2 | demo --box 1,2,3,4 | --dicom",
        "2 | demo --dicom in/angio.dcm | --box",
        "1 | demo --out in/key | folder",
        "2 | doctor --what | --what",
        "2 | completion x | x",
        "2 | serve --batch in/list.jsonl | --batch-out",
        "1 | serve --port 0 --pacs ftp://127.0.0.1/x | http://",
        "1 | serve --port 0 --round in/key | folder",
        "2 | pacs | find, get or put",
        "2 | pacs find | ROOT",
        "2 | pacs find http://127.0.0.1:1/x --where Nothing=1 | keyword",
        "2 | pacs find http://127.0.0.1:1/x --where PatientID= | NAME=VALUE",
        "2 | pacs find http://127.0.0.1:1/x --series 1.2 | --study",
        "1 | pacs find ftp://127.0.0.1/x | http://",
        "1 | pacs find http://127.0.0.1:1/x | listens",
        "1 | pacs find http://127.0.0.1:1/x --limit 0 | at least 1",
        "1 | pacs find http://127.0.0.1:1/x --header-file in/key | Name: value",
        "2 | pacs get http://127.0.0.1:1/x 1.2 1.3 | --out",
        "1 | pacs get http://127.0.0.1:1/x 1.2 ../up --out out/pacs | digits and dots",
        "2 | pacs put http://127.0.0.1:1/x | FILE",
        "1 | pacs put http://127.0.0.1:1/x in/angiogram.png | DICOM",
        "1 | pacs put http://127.0.0.1:1/x in/nowhere.dcm | ",
      })
  void isOneLine(int code, String line, String says) {
    List<Object> words = new ArrayList<>();
    for (String word : line == null ? new String[0] : line.split(" ")) {
      boolean file = word.startsWith("in/") || word.startsWith("out/");
      words.add(file ? folder.resolve(word) : word.equals("midRCA") ? "mid RCA" : word);
    }
    Shell.Result plain = Shell.run(words.toArray());

    assertThat(plain.code()).as(plain.err()).isEqualTo(code);
    String last = plain.err().strip().lines().reduce((a, b) -> b).orElse("");
    assertThat(last).contains(says == null ? "" : says).doesNotContain("unexpected");
    assertThat(plain.err().strip().lines().filter(l -> !isProgress(l)))
        .as("beside progress one line")
        .hasSize(1);
    assertThat(plain.err()).doesNotContain("\tat ");
  }

  private static boolean isProgress(String line) {
    return line.startsWith("model:")
        || line.matches("\\d+ cases")
        || line.matches("\\d+ files are no case.*")
        || line.startsWith("drawing")
        || line.matches("\\d+ cases teach, .*");
  }

  @Test
  void scriptsAreToldInJson() {
    JsonObject wrong = Shell.run("segment", "--json", folder.resolve("none.png")).json();
    assertThat(wrong.get("ok").getAsBoolean()).isFalse();
    assertThat(wrong.get("exitCode").getAsInt()).isEqualTo(2);
    JsonObject failed = Shell.run("inspect", "--json", folder.resolve("none.png")).json();
    assertThat(failed.get("exitCode").getAsInt()).isEqualTo(1);
    assertThat(failed.get("error").getAsString()).contains("none.png");
  }

  @Test
  void developersAreToldWhere() {
    assertThat(Shell.run("inspect", "--stacktrace", folder.resolve("none.png")).err())
        .contains("\tat io.github.medsam2");
  }

  @Test
  void nothingIsWrittenForWhatIsRefused() {
    Path out = folder.resolve("nothing");
    Shell.run("track", folder.resolve("in/angio.dcm"), "--frame", 9, "--point", "1,1", "-o", out);
    Shell.run("segment", folder.resolve("in/key"), "--point", "1,1", "-o", out);
    assertThat(out).doesNotExist();
    Path project = folder.resolve("project");
    Shell.run("round", "new", project, folder.resolve("in/frames"));
    assertThat(project).doesNotExist();
  }
}
