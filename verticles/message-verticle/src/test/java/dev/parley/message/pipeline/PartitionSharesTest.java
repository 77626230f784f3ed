package dev.parley.message.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionSharesTest {
    @ParameterizedTest
    @CsvSource({"1, 8, 8", "2, 8, 4", "3, 8, 3", "5, 16, 4", "12, 8, 1"})
    void nobodyHasMoreThanAFairShare(int nodes, int partitions, long most) {
        var owners = PartitionShares.owners(named(nodes), partitions);

        assertThat(owners).hasSize(partitions);
        assertThat(owners.stream()
                        .collect(Collectors.groupingBy(owner -> owner, Collectors.counting()))
                        .values())
                .allMatch(count -> count <= most);
    }

    @Test
    void everyoneComesToTheSameResult() {
        assertThat(PartitionShares.owners(List.of("c", "a", "b"), 8))
                .isEqualTo(PartitionShares.owners(List.of("a", "b", "c"), 8));
    }

    @Test
    void whenANodeComesMostPartitionsStay() {
        var before = PartitionShares.owners(named(3), 60);
        var after = PartitionShares.owners(named(4), 60);

        var moved = IntStream.range(0, 60)
                .filter(partition -> !before.get(partition).equals(after.get(partition)))
                .count();
        assertThat(moved).isLessThan(30); // 15 have to
    }

    private static List<String> named(int nodes) {
        return IntStream.range(0, nodes).mapToObj(i -> "node-" + i).toList();
    }
}
