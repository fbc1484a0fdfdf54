package dev.vertepath.care;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Runs a course in many orders of arrival, several at a time, and holds each against one. */
final class EveryOrder {

  static final List<Integer> STRAIGHT = List.of(0, 1, 2, 3, 4, 5);

  private static final int ORDERS = 720;
  private static final int THREADS = 4;

  private EveryOrder() {}

  /** A course of a new patient, by the indexes of its arrivals. */
  @FunctionalInterface
  interface Course {
    /** What is kept of her afterwards, comparable between patients. */
    String run(List<Integer> order);
  }

  /** All orders of six arrivals. */
  static List<List<Integer>> all() {
    List<List<Integer>> orders =
        SixArrivals.orders(IntStream.range(0, STRAIGHT.size()).boxed().toList());
    assertThat(orders).hasSize(ORDERS);
    return orders;
  }

  /** One of so many. */
  static List<List<Integer>> some(int of) {
    List<List<Integer>> orders = all();
    List<List<Integer>> some = new ArrayList<>();
    for (int i = 0; i < orders.size(); i += of) {
      some.add(orders.get(i));
    }
    return some;
  }

  /** Each arrival once more, at any place. */
  static List<List<Integer>> twice(List<List<Integer>> orders) {
    List<List<Integer>> twice = new ArrayList<>();
    for (List<Integer> order : orders) {
      var all = new ArrayList<>(order);
      all.addAll(order);
      Collections.shuffle(all, new Random(twice.size()));
      twice.add(all);
    }
    return twice;
  }

  static void assertAllGive(String expected, List<List<Integer>> orders, Course course)
      throws Exception {
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<String>> results = new ArrayList<>();
      for (List<Integer> order : orders) {
        Callable<String> run = () -> course.run(order);
        results.add(threads.submit(run));
      }
      for (int i = 0; i < orders.size(); i++) {
        String result = results.get(i).get();
        if (!result.equals(expected)) {
          threads.shutdownNow();
          assertThat(result).as("the order " + orders.get(i)).isEqualTo(expected);
        }
      }
    }
  }
}
