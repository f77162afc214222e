// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged volumes give a volume or an exception of the library, soon and in bounded memory. */
class VolumeFuzzTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nifti/int16-scaled.nii",
        "nifti/int16.nii.gz",
        "nrrd/ras-big-raw.nrrd",
        "nrrd/las-gzip.nrrd",
        "nrrd/four-axes.nrrd",
        "metaimage/big-endian-long.mha",
        "metaimage/compressed-double.mha",
        "numpy/int16.npy",
        "numpy/float64-fortran.npy",
        "numpy/case.npz",
        "numpy/images-only.npz"
      })
  void files(String name) throws Exception {
    Path file = folder.resolve(Path.of(name).getFileName());
    byte[] good = Files.readAllBytes(Fixtures.file(name));
    Mutants.survive(name, good, mutant -> Volumes.read(Files.write(file, mutant)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nifti/uint8-qform-lefthanded.nii.gz",
        "nifti/nifti2-float64.nii.gz",
        "nifti/nifti2-uint16-bigendian.nii.gz"
      })
  void insideOfGzip(String name) throws Exception {
    Path file = folder.resolve("mutant.nii.gz");
    byte[] good;
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(Fixtures.file(name)))) {
      good = in.readAllBytes();
    }
    Mutants.survive(
        name + " inside",
        good,
        mutant -> {
          try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(mutant);
          }
          Volumes.read(file);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nifti/pair.hdr", "nrrd/skipped.nhdr", "nrrd/tail-micrometres.nhdr",
        "nrrd/lps-float-detached.nhdr", "metaimage/flat.mhd", "metaimage/itk-float.mhd"
      })
  void headersOfPairs(String name) throws Exception {
    Path header = Fixtures.file(name);
    try (var files = Files.list(header.resolveSibling("."))) {
      for (Path data : files.filter(f -> f.toString().matches(".*\\.(raw|img|gz)")).toList()) {
        Files.copy(data, folder.resolve(data.getFileName()));
      }
    }
    Path file = folder.resolve(header.getFileName());
    Mutants.survive(
        name, Files.readAllBytes(header), mutant -> Volumes.read(Files.write(file, mutant)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"imgs.npy", "gts.npy", "spacing.npy", "direction.npy", "origin.npy"})
  void arraysInsideOfArchives(String entry) throws Exception {
    Path file = folder.resolve("mutant.npz");
    Map<String, byte[]> entries = entries(Fixtures.file("numpy/case.npz"));
    Mutants.survive(
        "case.npz, " + entry,
        entries.get(entry),
        mutant -> {
          entries.put(entry, mutant);
          Files.write(file, archive(entries));
          NpzCase.read(file);
        });
  }

  private static Map<String, byte[]> entries(Path archive) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(archive)))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        entries.put(e.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static byte[] archive(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> e : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(e.getKey());
        CRC32 sum = new CRC32();
        sum.update(e.getValue());
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(e.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
