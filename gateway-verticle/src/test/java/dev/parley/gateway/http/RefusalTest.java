package dev.parley.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import io.vertx.ext.web.handler.HttpException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RefusalTest {
    @Test
    void aFailureKeepsItsCodeAndGetsTheCodesStatus() {
        for (var code : FailureCode.values()) {
            var refusal = Refusal.of(Failure.of(code, "why").asException(), 500);
            assertThat(refusal.status()).isEqualTo(code.httpStatus());
            assertThat(refusal.failure().code()).isEqualTo(code);
        }
    }

    @Test
    void aBugSaysNothingOfItself() {
        var refusal = Refusal.of(new IllegalStateException("secret detail"), 500);
        assertThat(refusal.failure().code()).isEqualTo(FailureCode.INTERNAL);
        assertThat(refusal.failure().message()).doesNotContain("secret");
    }

    @Test
    void whatTheLibraryRefusesIsTheClientsMistakeNotOurs() {
        assertThat(Refusal.of(new HttpException(400, "bad encoding"), 500)
                        .failure()
                        .code())
                .isEqualTo(FailureCode.INVALID_REQUEST);
        assertThat(Refusal.of(new IllegalArgumentException("unreadable"), 400)
                        .failure()
                        .code())
                .isEqualTo(FailureCode.INVALID_REQUEST);
        assertThat(Refusal.of(null, 413).failure().code()).isEqualTo(FailureCode.PAYLOAD_TOO_LARGE);
    }

    @Test
    void everyStatusBecomesACodeOfTheContract() {
        for (int status = 400; status < 500; status++) {
            var refusal = Refusal.ofStatus(status);
            assertThat(refusal.status()).isEqualTo(status);
            assertThat(refusal.failure().code()).isNotEqualTo(FailureCode.INTERNAL);
        }
        assertThat(Arrays.stream(new int[] {-1, 0, 200, 500, 502, 599}).mapToObj(Refusal::ofStatus))
                .allSatisfy(refusal -> assertThat(refusal.failure().code()).isEqualTo(FailureCode.INTERNAL));
    }
}
