package io.github.inverseactivation.callbacks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** All that a backup does to the disk; tests let each of these fail. */
interface Storage {

  /** Makes a new file. */
  OutputStream create(Path file) throws IOException;

  /** Waits until what was written to a file is on the disk. */
  void force(Path file) throws IOException;

  /** Gives a file another name in the same folder, at once. */
  void move(Path from, Path to) throws IOException;

  /** Waits until the names in a folder are on the disk. */
  void forceNames(Path folder) throws IOException;

  void delete(Path file) throws IOException;

  /** The file system. */
  Storage DISK =
      new Storage() {
        @Override
        public OutputStream create(Path file) throws IOException {
          return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
        }

        @Override
        public void force(Path file) throws IOException {
          try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
          }
        }

        @Override
        public void move(Path from, Path to) throws IOException {
          Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void forceNames(Path folder) throws IOException {
          if (System.getProperty("os.name").startsWith("Windows")) {
            return; // a folder cannot be opened there
          }
          try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
          }
        }

        @Override
        public void delete(Path file) throws IOException {
          Files.deleteIfExists(file);
        }
      };
}
