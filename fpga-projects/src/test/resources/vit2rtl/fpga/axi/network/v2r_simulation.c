/* The platform of a test: registers and memory of a simulation, over a socket. */
#define _POSIX_C_SOURCE 200809L

#include "v2r_platform.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MEMORY_BYTES 65536u
#define MEMORY_ADDRESS 0x140000000u
#define IP 0xA0000000u
#define DMA 0xA0010000u

static FILE *from;
static FILE *to;
static uint64_t *memory;

static void ask(char *answer, size_t room)
{
    fflush(to);
    if (fgets(answer, (int)room, from) == NULL) {
        fprintf(stderr, "the simulation has ended\n");
        exit(9);
    }
}

static uint32_t reads(void *context, uint64_t address)
{
    char answer[64];
    (void)context;
    fprintf(to, "r %" PRIu64 "\n", address);
    ask(answer, sizeof answer);
    return (uint32_t)strtoul(answer, NULL, 10);
}

static void writes(void *context, uint64_t address, uint32_t value)
{
    char answer[64];
    (void)context;
    fprintf(to, "w %" PRIu64 " %" PRIu32 "\n", address, value);
    ask(answer, sizeof answer);
}

static uint64_t device_address(const void *at)
{
    return MEMORY_ADDRESS + (uint64_t)((const uint8_t *)at - (const uint8_t *)memory);
}

static void clean(void *context, const void *at, size_t bytes)
{
    char answer[64];
    size_t i;
    (void)context;
    fprintf(to, "p %" PRIu64 " ", device_address(at));
    for (i = 0; i < bytes; i++) {
        fprintf(to, "%02x", ((const uint8_t *)at)[i]);
    }
    fprintf(to, "\n");
    ask(answer, sizeof answer);
}

static void invalidate(void *context, void *at, size_t bytes)
{
    char answer[4096];
    size_t i;
    (void)context;
    fprintf(to, "g %" PRIu64 " %zu\n", device_address(at), bytes);
    ask(answer, sizeof answer);
    for (i = 0; i < bytes; i++) {
        char digits[3] = {answer[2 * i], answer[2 * i + 1], 0};
        ((uint8_t *)at)[i] = (uint8_t)strtoul(digits, NULL, 16);
    }
}

int v2r_platform_open(v2r_platform *platform)
{
    struct sockaddr_in address;
    int socket_number = socket(AF_INET, SOCK_STREAM, 0);
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons((uint16_t)atoi(getenv("V2R_SIMULATION")));
    if (connect(socket_number, (struct sockaddr *)&address, sizeof address) != 0) {
        perror("simulation");
        return -1;
    }
    from = fdopen(socket_number, "r");
    to = fdopen(dup(socket_number), "w");
    /* Words, so that logits are aligned; of exactly this size, so that a sanitizer sees its end. */
    memory = calloc(MEMORY_BYTES / sizeof *memory, sizeof *memory);
    platform->bus.context = NULL;
    platform->bus.read = reads;
    platform->bus.write = writes;
    platform->bus.clean = clean;
    platform->bus.invalidate = invalidate;
    platform->bus.idle = NULL;
    platform->ip = IP;
    platform->dma = DMA;
    platform->memory = (uint8_t *)memory;
    platform->memory_address = MEMORY_ADDRESS;
    platform->memory_bytes = MEMORY_BYTES;
    return 0;
}

void v2r_platform_close(v2r_platform *platform)
{
    (void)platform;
    fclose(from);
    fclose(to);
    free(memory);
}
