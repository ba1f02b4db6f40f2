package io.memmap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Vectorized loops in C, sums with double accumulators: an upper bound for every contender. */
final class CLoop implements AutoCloseable {
  private static final String SOURCE =
      """
      #include <fcntl.h>
      #include <pthread.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>
      #include <sys/mman.h>
      #include <unistd.h>

      typedef struct {
        const char *from; long rows, stride; int itemsize; char question;
        double sum; float least, greatest;
      } part;

      static void *answer(void *argument) {
        part *p = argument;
        double s = 0;
        const float *f = (const float *) p->from;
        if (p->question == 'c') {
          long count = 0;
          for (long i = 0; i < p->rows; i++) count += f[i] > 0.5f;
          s = count;
        } else if (p->question == 'e') {
          float least = f[0], greatest = f[0];
          for (long i = 0; i < p->rows; i++) {
            s += f[i];
            least = f[i] < least ? f[i] : least;
            greatest = f[i] > greatest ? f[i] : greatest;
          }
          p->least = least;
          p->greatest = greatest;
        } else if (p->itemsize == 4 && p->stride == 4) {
          const float *a = (const float *) p->from;
          for (long i = 0; i < p->rows; i++) s += a[i];
        } else if (p->itemsize == 8 && p->stride == 8) {
          const double *a = (const double *) p->from;
          for (long i = 0; i < p->rows; i++) s += a[i];
        } else {
          for (long i = 0; i < p->rows; i++) s += *(const float *) (p->from + i * p->stride);
        }
        p->sum = s;
        return NULL;
      }

      int main(void) {
        char path[4096];
        long rows, stride, offset;
        int itemsize, threads;
        char question;
        puts("ready");
        fflush(stdout);
        while (scanf(" %c %ld %ld %ld %d %d %4095[^\\n]",
                     &question, &rows, &stride, &offset, &itemsize, &threads, path) == 7) {
          int file = open(path, O_RDONLY);
          char *map = mmap(NULL, rows * stride, PROT_READ, MAP_SHARED, file, 0);
          if (map == MAP_FAILED) return 1;
          part *parts = calloc(threads, sizeof(part));
          pthread_t *ids = calloc(threads, sizeof(pthread_t));
          for (int t = 0; t < threads; t++) {
            long first = rows * t / threads;
            parts[t] = (part) {map + offset + first * stride, rows * (t + 1) / threads - first,
                               stride, itemsize, question, 0, 0, 0};
            pthread_create(&ids[t], NULL, answer, &parts[t]);
          }
          double all = 0;
          for (int t = 0; t < threads; t++) {
            pthread_join(ids[t], NULL);
            all += parts[t].sum;
          }
          if (question == 'e') {
            float least = parts[0].least, greatest = parts[0].greatest;
            for (int t = 1; t < threads; t++) {
              least = parts[t].least < least ? parts[t].least : least;
              greatest = parts[t].greatest > greatest ? parts[t].greatest : greatest;
            }
            all = all * all + (double) least * least + (double) greatest * greatest;
          }
          munmap(map, rows * stride);
          close(file);
          free(parts);
          free(ids);
          printf("%.17g\\n", all);
          fflush(stdout);
        }
        return 0;
      }
      """;

  private final int threads;
  private final Path folder;
  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;

  private CLoop(int threads, Path folder, Process process) {
    this.threads = threads;
    this.folder = folder;
    this.process = process;
    this.answers = process.inputReader(UTF_8);
    this.questions = process.outputWriter(UTF_8);
  }

  /** Compiles and starts the program; empty if there is no C compiler. */
  static Optional<CLoop> start(int threads) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("c-loop");
    Path source = Files.writeString(folder.resolve("loop.c"), SOURCE);
    Path program = folder.resolve("loop");
    List<String> compile =
        List.of(
            "cc",
            "-O3",
            "-march=native",
            "-ffast-math",
            "-pthread",
            "-o",
            program.toString(),
            source.toString());
    Process compiler;
    try {
      compiler = new ProcessBuilder(compile).inheritIO().start();
    } catch (IOException noCompiler) {
      TestData.delete(folder);
      return Optional.empty();
    }
    if (compiler.waitFor() != 0) {
      throw new IOException(compile + " failed");
    }
    CLoop loop = new CLoop(threads, folder, new ProcessBuilder(program.toString()).start());
    loop.answers.readLine();
    return Optional.of(loop);
  }

  /** The sum of {@link BenchArray#summedColumn}. */
  double sum(BenchArray array) throws IOException {
    return ask('s', array);
  }

  /** The square of the number of elements greater than 0.5 of a 1-D array of float32. */
  double count(BenchArray array) throws IOException {
    double count = ask('c', array);
    return count * count;
  }

  /** The sum of the squares of sum, minimum and maximum of a 1-D array of float32. */
  double extremes(BenchArray array) throws IOException {
    return ask('e', array);
  }

  private double ask(char question, BenchArray array) throws IOException {
    int itemsize = array.kind().itemsize();
    questions.write(
        "%c %d %d %d %d %d %s\n"
            .formatted(
                question,
                array.rows(),
                array.rowBytes(),
                (long) array.summedColumn() * itemsize,
                itemsize,
                threads,
                array.file()));
    questions.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the C program ended while it read " + array.file());
    }
    return Double.parseDouble(answer);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    TestData.delete(folder);
  }
}
