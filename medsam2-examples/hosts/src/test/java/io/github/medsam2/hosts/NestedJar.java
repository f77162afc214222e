// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.hosts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A jar with jars inside, as executable jars and bundles are. Nothing is compressed. */
final class NestedJar implements AutoCloseable {
  private final ZipOutputStream zip;

  /** Starts with the manifest. */
  NestedJar(Path file, Manifest manifest) throws IOException {
    zip = new ZipOutputStream(Files.newOutputStream(file));
    zip.setMethod(ZipOutputStream.STORED);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    manifest.write(bytes);
    put("META-INF/MANIFEST.MF", bytes.toByteArray());
  }

  /** A manifest of these attributes: names and values in turns. */
  static Manifest manifest(String... attributes) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    for (int i = 0; i < attributes.length; i += 2) {
      manifest.getMainAttributes().putValue(attributes[i], attributes[i + 1]);
    }
    return manifest;
  }

  /** Adds an entry for a folder, whose name ends with a slash. */
  void folder(String name) throws IOException {
    put(name, new byte[0]);
  }

  /** Adds the class and those inside it. */
  void add(String prefix, Class<?> type) throws IOException {
    Path file = ClassPath.file(type);
    String name = type.getSimpleName();
    try (Stream<Path> files = Files.list(file.getParent())) {
      for (Path p : files.toList()) {
        String found = p.getFileName().toString();
        if (found.equals(name + ".class") || found.startsWith(name + "$")) {
          put(
              prefix + type.getPackageName().replace('.', '/') + "/" + found,
              Files.readAllBytes(p));
        }
      }
    }
  }

  /** Adds the files of a jar. */
  void unpack(Path jar) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        if (!e.isDirectory() && !e.getName().startsWith("META-INF/")) {
          put(e.getName(), in.readAllBytes());
        }
      }
    }
  }

  /** Adds an entry of a class path as a jar. */
  void nest(String folder, Path entry) throws IOException {
    put(
        folder + ClassPath.jarName(entry),
        Files.isDirectory(entry) ? pack(entry) : Files.readAllBytes(entry));
  }

  private static byte[] pack(Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = bytes;
        JarOutputStream jar = new JarOutputStream(out);
        Stream<Path> files = Files.walk(folder)) {
      for (Path p : files.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new ZipEntry(folder.relativize(p).toString().replace('\\', '/')));
        Files.copy(p, jar);
      }
    }
    return bytes.toByteArray();
  }

  private void put(String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setSize(content.length);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
