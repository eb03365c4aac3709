/*
 * Linux user space: registers by UIO, memory by u-dma-buf (github.com/ikwzm/udmabuf, coherent: o_sync).
 *
 *     V2R_UIO_NETWORK  /dev/uio0     registers and interrupt of the network
 *     V2R_UIO_DMA      /dev/uio1     registers of the AXI DMA
 *     V2R_MEMORY       /dev/udmabuf0
 *     V2R_MEMORY_INFO  /sys/class/u-dma-buf/udmabuf0, with phys_addr and size
 */
#define _POSIX_C_SOURCE 200809L

#include "v2r_platform.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define REGISTER_BYTES 0x1000u
#define IDLE_MILLISECONDS 2

static int interrupt_file = -1;

static const char *setting(const char *name, const char *standard)
{
    const char *value = getenv(name);
    return value != NULL ? value : standard;
}

static int complain(const char *what, const char *path)
{
    fprintf(stderr, "%s %s: %s\n", what, path, strerror(errno));
    return -1;
}

static void *map_file(const char *path, size_t bytes, int *kept)
{
    int file = open(path, O_RDWR | O_SYNC);
    void *at;
    if (file < 0) {
        complain("cannot open", path);
        return NULL;
    }
    at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (kept != NULL) {
        *kept = file;
    } else {
        close(file);
    }
    if (at == MAP_FAILED) {
        complain("cannot map", path);
        return NULL;
    }
    return at;
}

static int number_in(const char *folder, const char *name, const char *format, uint64_t *number)
{
    char path[512];
    FILE *file;
    int found;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "r");
    if (file == NULL) {
        return complain("cannot open", path);
    }
    found = fscanf(file, format, number);
    fclose(file);
    if (found != 1) {
        fprintf(stderr, "%s holds no number\n", path);
        return -1;
    }
    return 0;
}

/* Until the interrupt line rises, or a moment has passed. */
static void idle(void *context)
{
    uint32_t value = 1;
    struct pollfd wanted = {interrupt_file, POLLIN, 0};
    (void)context;
    if (write(interrupt_file, &value, sizeof value) == (ssize_t)sizeof value
        && poll(&wanted, 1, IDLE_MILLISECONDS) == 1 && read(interrupt_file, &value, sizeof value) < 0) {
        complain("cannot read", "the interrupt");
    }
}

int v2r_platform_open(v2r_platform *platform)
{
    const char *info = setting("V2R_MEMORY_INFO", "/sys/class/u-dma-buf/udmabuf0");
    uint64_t size = 0;
    void *ip = map_file(setting("V2R_UIO_NETWORK", "/dev/uio0"), REGISTER_BYTES, &interrupt_file);
    void *dma = ip == NULL ? NULL : map_file(setting("V2R_UIO_DMA", "/dev/uio1"), REGISTER_BYTES, NULL);
    if (ip == NULL || dma == NULL || number_in(info, "phys_addr", "%" SCNx64, &platform->memory_address) != 0
        || number_in(info, "size", "%" SCNu64, &size) != 0) {
        return -1;
    }
    platform->memory_bytes = (size_t)size;
    platform->memory = (uint8_t *)map_file(setting("V2R_MEMORY", "/dev/udmabuf0"), platform->memory_bytes, NULL);
    if (platform->memory == NULL) {
        return -1;
    }
    platform->bus = v2r_direct;
    platform->bus.idle = idle;
    platform->ip = (uintptr_t)ip;
    platform->dma = (uintptr_t)dma;
    return 0;
}

void v2r_platform_close(v2r_platform *platform)
{
    munmap(platform->memory, platform->memory_bytes);
    munmap((void *)(uintptr_t)platform->ip, REGISTER_BYTES);
    munmap((void *)(uintptr_t)platform->dma, REGISTER_BYTES);
    close(interrupt_file);
}
