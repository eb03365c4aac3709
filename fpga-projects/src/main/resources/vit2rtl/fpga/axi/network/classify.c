/*
 * Classifies images: classify model.bin image... An image is a file of its pixels' bytes by row, column, channel.
 * Prints a line for each: file, class, cycles, logits. Build: see Makefile.
 */
#include "v2r_platform.h"

#include <inttypes.h>
#include <stdio.h>

#define LOOKS 1000000u

/* Reads a whole file to the front of some room; its length, or -1 after a sentence on standard error. */
static long read_file(const char *path, uint8_t *room, size_t most)
{
    FILE *file = fopen(path, "rb");
    size_t bytes;
    int more;
    if (file == NULL) {
        perror(path);
        return -1;
    }
    bytes = fread(room, 1, most, file);
    more = fgetc(file) != EOF;
    fclose(file);
    if (more) {
        fprintf(stderr, "%s has more than the %zu bytes that there is room for\n", path, most);
        return -1;
    }
    return (long)bytes;
}

static size_t aligned(size_t bytes)
{
    return (bytes + 63) / 64 * 64;
}

static int failed(const char *what, int result)
{
    fprintf(stderr, "%s: %s\n", what, v2r_words(result));
    return 1;
}

static int classify(v2r *network, v2r_platform *platform, const char *path, size_t from)
{
    uint8_t *image = platform->memory + from;
    size_t logits_at = from + aligned(v2r_image_bytes(network));
    int32_t *logits = (int32_t *)(void *)(platform->memory + logits_at);
    long bytes;
    int result;
    uint32_t i;
    if (logits_at + network->classes * sizeof *logits > platform->memory_bytes) {
        fprintf(stderr, "the memory's %zu bytes are too few\n", platform->memory_bytes);
        return 1;
    }
    bytes = read_file(path, image, v2r_image_bytes(network));
    if (bytes < 0) {
        return 1;
    }
    if ((size_t)bytes != v2r_image_bytes(network)) {
        fprintf(stderr, "%s has %ld bytes; needed: %zu, %" PRIu32 " by %" PRIu32 " pixels of %" PRIu32 "\n", path, bytes,
                v2r_image_bytes(network), network->side, network->side, network->channels);
        return 1;
    }
    result = v2r_run(network, image, platform->memory_address + from, logits, platform->memory_address + logits_at);
    if (result == V2R_OK) {
        result = v2r_wait(network, LOOKS);
    }
    if (result != V2R_OK) {
        return failed(path, result);
    }
    printf("%s class %" PRIu32 " cycles %" PRIu32 " logits", path, v2r_top(network, logits), v2r_cycles(network));
    for (i = 0; i < network->classes; i++) {
        printf(" %" PRId32, logits[i]);
    }
    printf("\n");
    return 0;
}

int main(int count, char **arguments)
{
    static v2r_platform platform;
    static v2r network;
    long model;
    int result;
    int i;
    int bad = 0;
    if (count < 3) {
        fprintf(stderr, "usage: %s model.bin image...\n", arguments[0]);
        return 2;
    }
    if (v2r_platform_open(&platform) != 0) {
        return 3;
    }
    model = read_file(arguments[1], platform.memory, platform.memory_bytes);
    result = v2r_init(&network, &platform.bus, platform.ip, platform.dma);
    if (model < 0 || result != V2R_OK) {
        bad = model < 0 ? 1 : failed("network", result);
    } else {
        result = v2r_load(&network, platform.memory, (size_t)model, platform.memory_address);
        bad = result == V2R_OK ? 0 : failed(arguments[1], result);
        for (i = 2; i < count && bad == 0; i++) {
            bad = classify(&network, &platform, arguments[i], aligned((size_t)model));
        }
    }
    v2r_platform_close(&platform);
    return bad;
}
