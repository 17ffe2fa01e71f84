def test_x(world):
    for t in world.planted: print(t.key, t.state, t.url, sorted(map(str,t.readers)))
    for r in (None,"colleague","member","siteadmin"):
        for a in ("html","json"):
            for p in ("pointers","everything","folder","","everything/rss.xml","everything/atom.xml","sitemap.xml.gz","search_rss?SearchableText=zzpublictitlezz", "pointers?expand=relations"):
                ans = world.session(r,a).get(p)
                print(r,a,p,ans.status_code,len(ans.text),world.leaks(ans,r))
    assert 0
