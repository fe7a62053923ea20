namespace SecureDrop.Claims;

/// <summary>
/// Two gateways, each on a Unix socket behind the packages' nginx site, each pair in a network namespace of its own; a source in a third that reaches both.
/// All of it lives in one process namespace and ends with it; what was written, said and held open lies in the world's folder afterwards.
/// </summary>
internal static class TwoGateways
{
    /// <summary>Where the source comes from: in the first network, and in the second.</summary>
    public static readonly string[] Addresses = ["10.77.1.2", "10.77.2.2"];

    public const string Agent = "Telling-Agent/9.17";

    /// <summary>In the order of what a source does; the last step, with a site that keeps a log, is the control.</summary>
    private const string Script = """
        set -eu
        cd "$FOLDER"
        mount -t proc proc /proc; mount --make-rprivate /; mkdir -p /run/netns; mount -t tmpfs none /run/netns
        printf '127.0.0.1 localhost\n10.77.1.1 g1.example\n10.77.2.1 g2.example\n' > hosts; mount --bind hosts /etc/hosts
        ip netns add client
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=two -addext subjectAltName=DNS:g1.example,DNS:g2.example -keyout privkey.pem -out fullchain.pem 2> /dev/null
        reviewer keyring --root-key "$KEYS/root.secret.asc" --passphrase-file "$KEYS/passphrase.txt" --holder "$KEYS/reviewer-1.public.asc" --operator "$KEYS/operator.public.asc" \
            --address https://g1.example https://g2.example --seal-until 2098-01-01 --accept-until 2098-12-31 --expires 2099-12-31 --out k.asc > /dev/null
        for n in 1 2; do
            ip netns add gateway$n
            ip -n client link add to$n type veth peer name eth0 netns gateway$n
            ip -n client addr add 10.77.$n.2/24 dev to$n; ip -n client link set to$n up
            ip -n gateway$n addr add 10.77.$n.1/24 dev eth0; ip -n gateway$n link set eth0 up; ip -n gateway$n link set lo up
            mkdir -p g$n/tmp g$n/home
            TMPDIR=$PWD/g$n/tmp HOME=$PWD/g$n/home ip netns exec gateway$n dotnet "$SRC/Gateway/$BIN/securedrop-gateway.dll" --data g$n/data --at-rest-key g$n/key --urls http://unix:$PWD/g$n/s \
                --keyring k.asc --root "$ROOT" > g$n/stdout 2> g$n/stderr &
            gateway[n]=$!
            sed -e "s:/etc/ssl/securedrop-net:$PWD:; s:/run/securedrop-net/public.sock:$PWD/g$n/s:; s:example.org:g$n.example:g" "$SRC/Packages/server/nginx.conf" > g$n/site
            # As Debian's own nginx.conf has it: what the site does not switch off is logged here.
            printf 'user root; pid %s/pid; error_log %s/error.log info; events {} http { access_log %s/access.log; client_body_temp_path %s/body; proxy_temp_path %s/proxy; include site; }' \
                $PWD/g$n $PWD/g$n $PWD/g$n $PWD/g$n $PWD/g$n > g$n/nginx.conf
        done
        for n in 1 2; do
            until grep -q Listening g$n/stdout; do kill -0 ${gateway[n]}; sleep 0.05; done
            ip netns exec gateway$n nginx -c $PWD/g$n/nginx.conf # comes back when it listens
        done
        export SSL_CERT_FILE=$PWD/fullchain.pem HOME=$PWD/home
        source() { ip netns exec client dotnet "$SRC/Source/$BIN/securedrop-source.dll" "$@"; }
        echo 'seen at the bridge' > home/account.txt
        source seal --keyring k.asc --root "$ROOT" --message home/account.txt --out sealed --json > sealed.json
        for n in 1 2; do
            source send --to https://g$n.example sealed/*.pgp > said/sent$n
            source check --to https://g$n.example "$(grep -o '[0-9]\{5\}\( [0-9]\{5\}\)\{4\}' sealed.json | head -1)" > said/checked$n
            for path in / /ar/ /nowhere /keyring; do ip netns exec client curl -s -A "$AGENT" -H "Referer: https://from.example/" -D - -o /dev/null --cacert fullchain.pem https://g$n.example$path; done > said/headers$n
            ip netns exec client curl -s -A "$AGENT" -D - -o /dev/null --cacert fullchain.pem -F file=@home/account.txt https://g$n.example/submissions >> said/headers$n
            # Who comes by the address alone is let in nowhere, and noted nowhere.
            for url in http://10.77.$n.1/ https://10.77.$n.1/; do ! ip netns exec client curl -s -k -A "$AGENT" $url; done
            # A header about the body alone gets through: one that does not fit is noticed by the gateway itself.
            ip netns exec client curl -s -A "$AGENT" -H 'Content-Type: application/octet-stream' -H "Content-Digest: sha-256=:$(head -c 32 /dev/zero | base64):" -H 'Accept: application/json' --cacert fullchain.pem --data-binary @"$(ls sealed/*.pgp | head -1)" https://g$n.example/submissions > said/digest$n
            # What the two hold open, in their own words; plain files among it are searched like the others.
            for pid in ${gateway[n]} $(cat g$n/pid) $(pgrep -P $(cat g$n/pid)); do ls -l /proc/$pid/fd; done > g$n/open
        done
        kill ${gateway[1]} ${gateway[2]}; kill $(cat g1/pid) $(cat g2/pid)
        wait ${gateway[1]} ${gateway[2]}
        # The control: the same site, but nginx's log not switched off.
        mkdir control; sed -e '/access_log off/d' g1/site > control/site; sed -e "s:$PWD/g1:$PWD/control:g" g1/nginx.conf > control/nginx.conf
        ip netns exec gateway1 nginx -c $PWD/control/nginx.conf
        ip netns exec client curl -s -A "$AGENT" -o /dev/null --cacert fullchain.pem https://g1.example/
        """;

    /// <summary>Plays all of it in the world's folder, and leaves `g1`, `g2`, `said` and `control` there.</summary>
    public static void Play(World world)
    {
        Directory.CreateDirectory(Path.Combine(world.Folder, "said"));
        var start = new System.Diagnostics.ProcessStartInfo("unshare", ["--mount", "--net", "--pid", "--fork", "--kill-child", "bash", "-c",
            $"reviewer() {{ dotnet \"$SRC/Reviewer/$BIN/securedrop-reviewer.dll\" --home \"$FOLDER/desk\" \"$@\"; }}\n{Script}"])
        {
            RedirectStandardError = true,
            Environment =
            {
                ["FOLDER"] = world.Folder,
                ["SRC"] = Path.Combine(Checkout.Root, "src"),
                ["BIN"] = Path.Combine("bin", Checkout.Configuration, "net10.0"),
                ["KEYS"] = Path.Combine(Checkout.Root, "keys-example"),
                ["ROOT"] = World.ExampleRoot,
                ["AGENT"] = Agent,
                ["DOTNET_ENVIRONMENT"] = "Development",
                ["DOTNET_EnableDiagnostics"] = "0",
                ["TMPDIR"] = Path.Combine(world.Folder, "tmp"),
            },
        };
        using var playing = System.Diagnostics.Process.Start(start) ?? throw new InvalidOperationException("unshare did not start.");
        var errors = playing.StandardError.ReadToEnd();
        playing.WaitForExit();
        Assert.True(playing.ExitCode == 0, $"exit {playing.ExitCode}\n{errors}");
    }
}
